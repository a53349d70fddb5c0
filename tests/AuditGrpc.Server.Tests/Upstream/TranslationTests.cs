using Amazon.IoT;
using AuditGrpc.Server.Errors;
using AuditGrpc.Server.Upstream;
using AuditGrpc.V1;
using Google.Protobuf.WellKnownTypes;
using Aws = Amazon.IoT.Model;
using AwsStatus = Amazon.IoT.AuditTaskStatus;
using AwsType = Amazon.IoT.AuditTaskType;

namespace AuditGrpc.Server.Tests.Upstream;

public sealed class TranslationTests
{
    private static readonly DateTime Start = new(2019, 6, 12, 16, 28, 43, 434, DateTimeKind.Utc);

    [Fact]
    public void ToAuditTask_EveryMemberSet_CarriesEveryMember()
    {
        var audit = Translation.ToAuditTask("a1", new Aws.DescribeAuditTaskResponse
        {
            TaskStatus = AwsStatus.COMPLETED,
            TaskType = AwsType.SCHEDULED_AUDIT_TASK,
            TaskStartTime = Start,
            ScheduledAuditName = "nightly",
            TaskStatistics = new Aws.TaskStatistics
            {
                TotalChecks = 7,
                InProgressChecks = 1,
                WaitingForDataCollectionChecks = 2,
                CompliantChecks = 3,
                NonCompliantChecks = 4,
                FailedChecks = 5,
                CanceledChecks = 6,
            },
            AuditDetails = new Dictionary<string, Aws.AuditCheckDetails>
            {
                ["LOGGING_DISABLED_CHECK"] = new()
                {
                    CheckRunStatus = "COMPLETED_NON_COMPLIANT",
                    CheckCompliant = false,
                    TotalResourcesCount = 5_000_000_000,
                    NonCompliantResourcesCount = 4_000_000_000,
                    SuppressedNonCompliantResourcesCount = 3,
                    ErrorCode = "INSUFFICIENT_PERMISSIONS",
                    Message = "why",
                },
            },
        });

        var expected = new AuditTask
        {
            TaskId = "a1",
            TaskStatus = V1.AuditTaskStatus.Completed,
            TaskType = V1.AuditTaskType.ScheduledAuditTask,
            TaskStartTime = Timestamp.FromDateTime(Start),
            ScheduledAuditName = "nightly",
            TaskStatistics = new TaskStatistics
            {
                TotalChecks = 7,
                InProgressChecks = 1,
                WaitingForDataCollectionChecks = 2,
                CompliantChecks = 3,
                NonCompliantChecks = 4,
                FailedChecks = 5,
                CanceledChecks = 6,
            },
            AuditDetails =
            {
                ["LOGGING_DISABLED_CHECK"] = new AuditCheckDetails
                {
                    CheckRunStatus = V1.AuditCheckRunStatus.CompletedNonCompliant,
                    CheckCompliant = false,
                    TotalResourcesCount = 5_000_000_000,
                    NonCompliantResourcesCount = 4_000_000_000,
                    SuppressedNonCompliantResourcesCount = 3,
                    ErrorCode = "INSUFFICIENT_PERMISSIONS",
                    Message = "why",
                },
            },
            Etag = audit.Etag,
        };
        Assert.Equal(expected, audit);
    }

    [Fact]
    public void ToAuditTask_OnlyAStatus_LeavesTheRestAbsent()
    {
        var audit = Translation.ToAuditTask("a1", new Aws.DescribeAuditTaskResponse { TaskStatus = AwsStatus.IN_PROGRESS });

        Assert.Equal(new AuditTask { TaskId = "a1", TaskStatus = V1.AuditTaskStatus.InProgress, Etag = audit.Etag }, audit);
        Assert.False(audit.HasScheduledAuditName);
        Assert.Null(audit.TaskStartTime);
        Assert.Null(audit.TaskStatistics);
    }

    [Fact]
    public void ToAuditTask_EmptyNestedMembers_LeavesTheirFieldsAbsent()
    {
        var audit = Translation.ToAuditTask("a1", new Aws.DescribeAuditTaskResponse
        {
            TaskStatus = AwsStatus.IN_PROGRESS,
            TaskStatistics = new Aws.TaskStatistics(),
            AuditDetails = new Dictionary<string, Aws.AuditCheckDetails> { ["A"] = new(), ["B"] = null! },
        });

        Assert.Equal(new TaskStatistics(), audit.TaskStatistics);
        Assert.False(audit.TaskStatistics.HasTotalChecks);
        Assert.Equal(new AuditCheckDetails(), audit.AuditDetails["A"]);
        Assert.Equal(new AuditCheckDetails(), audit.AuditDetails["B"]);
        Assert.False(audit.AuditDetails["A"].HasMessage);
    }

    [Fact]
    public void ToAuditTask_ZerosFalseAndEmptyTexts_ArePresent()
    {
        var audit = Translation.ToAuditTask("a1", new Aws.DescribeAuditTaskResponse
        {
            TaskStatus = AwsStatus.COMPLETED,
            ScheduledAuditName = "",
            TaskStatistics = new Aws.TaskStatistics { FailedChecks = 0 },
            AuditDetails = new Dictionary<string, Aws.AuditCheckDetails>
            {
                ["A"] = new() { CheckCompliant = false, TotalResourcesCount = 0, ErrorCode = "", Message = "" },
            },
        });

        Assert.True(audit.HasScheduledAuditName);
        Assert.True(audit.TaskStatistics.HasFailedChecks);
        var details = audit.AuditDetails["A"];
        Assert.True(details is { HasCheckCompliant: true, HasTotalResourcesCount: true, HasErrorCode: true, HasMessage: true });
        Assert.False(details.HasNonCompliantResourcesCount);
    }

    [Fact]
    public void ToAuditTask_WordsWithoutAValue_AreKept()
    {
        var audit = Translation.ToAuditTask("a1", new Aws.DescribeAuditTaskResponse
        {
            TaskStatus = "PAUSED",
            TaskType = "CHAINED_AUDIT_TASK",
            AuditDetails = new Dictionary<string, Aws.AuditCheckDetails> { ["A"] = new() { CheckRunStatus = "QUEUED" } },
        });

        Assert.Equal((V1.AuditTaskStatus.Unspecified, "PAUSED"), (audit.TaskStatus, audit.UnrecognizedTaskStatus));
        Assert.Equal((V1.AuditTaskType.Unspecified, "CHAINED_AUDIT_TASK"), (audit.TaskType, audit.UnrecognizedTaskType));
        var details = audit.AuditDetails["A"];
        Assert.Equal((V1.AuditCheckRunStatus.Unspecified, "QUEUED"), (details.CheckRunStatus, details.UnrecognizedCheckRunStatus));
    }

    [Theory]
    [InlineData("IN_PROGRESS", V1.AuditTaskStatus.InProgress)]
    [InlineData("COMPLETED", V1.AuditTaskStatus.Completed)]
    [InlineData("FAILED", V1.AuditTaskStatus.Failed)]
    [InlineData("CANCELED", V1.AuditTaskStatus.Canceled)]
    public void ToAuditTask_KnownStatus_HasItsValueAndNoWord(string word, V1.AuditTaskStatus value)
    {
        var audit = Translation.ToAuditTask("a1", new Aws.DescribeAuditTaskResponse { TaskStatus = word });

        Assert.Equal(value, audit.TaskStatus);
        Assert.False(audit.HasUnrecognizedTaskStatus);
    }

    [Theory]
    [InlineData("IN_PROGRESS", V1.AuditCheckRunStatus.InProgress)]
    [InlineData("WAITING_FOR_DATA_COLLECTION", V1.AuditCheckRunStatus.WaitingForDataCollection)]
    [InlineData("CANCELED", V1.AuditCheckRunStatus.Canceled)]
    [InlineData("COMPLETED_COMPLIANT", V1.AuditCheckRunStatus.CompletedCompliant)]
    [InlineData("COMPLETED_NON_COMPLIANT", V1.AuditCheckRunStatus.CompletedNonCompliant)]
    [InlineData("FAILED", V1.AuditCheckRunStatus.Failed)]
    public void ToAuditTask_KnownRunStatus_HasItsValueAndNoWord(string word, V1.AuditCheckRunStatus value)
    {
        var audit = Translation.ToAuditTask("a1", new Aws.DescribeAuditTaskResponse
        {
            TaskStatus = AwsStatus.IN_PROGRESS,
            AuditDetails = new Dictionary<string, Aws.AuditCheckDetails> { ["A"] = new() { CheckRunStatus = word } },
        });

        Assert.Equal(value, audit.AuditDetails["A"].CheckRunStatus);
        Assert.False(audit.AuditDetails["A"].HasUnrecognizedCheckRunStatus);
    }

    [Fact]
    public void ToAuditTask_NoStatus_IsAnInvalidResponse()
    {
        var failure = Assert.Throws<AuditFailure>(() => Translation.ToAuditTask("a1", new Aws.DescribeAuditTaskResponse()));

        Assert.Equal(ErrorReason.UpstreamInvalidResponse, failure.Reason);
    }
}
