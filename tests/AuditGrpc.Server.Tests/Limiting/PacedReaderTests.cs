using System.Buffers;
using System.IO.Pipelines;
using AuditGrpc.Server.Limiting;
using AuditGrpc.Tests;
using Microsoft.AspNetCore.Connections;

namespace AuditGrpc.Server.Tests.Limiting;

public sealed class PacedReaderTests
{
    private const int PerSecond = 100_000;
    private const int Burst = 20_000;

    private readonly ManualTime _time = new();
    private readonly Pipe _pipe = new();
    private readonly Pace _pace;
    private readonly PacedReader _reader;
    private int _slowed;
    private int _givenUp;

    public PacedReaderTests()
    {
        _pace = new Pace(PerSecond, Burst, _time);
        _reader = new PacedReader(_pipe.Reader, _pace, _time, () => _slowed++, () => _givenUp++);
    }

    [Fact]
    public async Task Read_WithinThePace_IsNotHeldUp()
    {
        for (byte count = 0; count < 10; count++)
        {
            await WriteAsync(count);
            Assert.Equal([count], Take(await _reader.ReadAsync()));
        }

        Assert.Equal(0, _slowed);
    }

    [Fact]
    public async Task Read_AfterMoreThanThePace_WaitsUntilThatIsPaidFor()
    {
        await OverspendAsync(2 * PerSecond);
        await WriteAsync(7);

        var next = _reader.ReadAsync().AsTask();

        _time.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(next.IsCompleted);
        Assert.False(_reader.TryRead(out _));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal([7], Take(await next));
        Assert.Equal(1, _slowed);
    }

    [Fact]
    public async Task Read_WhatWasSeenButNotConsumed_IsPaidForOnce()
    {
        const int Left = 100;
        _pace.Take(Burst - PacedReader.Portion - Left);
        await WriteAsync(new byte[Left]);
        for (var look = 0; look < 5; look++)
        {
            _reader.AdvanceTo((await _reader.ReadAsync()).Buffer.Start);
        }

        var all = await _reader.ReadAsync();
        _reader.AdvanceTo(all.Buffer.GetPosition(Left - 1), all.Buffer.End);
        await WriteAsync(1);

        Assert.Equal([0, 1], Take(await _reader.ReadAsync()));
        Assert.Equal(0, _slowed);
    }

    [Fact]
    public async Task Read_ManyChunksOverThePace_LosesNothing()
    {
        byte[] sent = [.. Enumerable.Range(0, 100_000).Select(number => (byte)number)];
        var received = new List<byte>();
        var writing = WriteAsync(sent);
        while (received.Count < sent.Length)
        {
            var read = _reader.ReadAsync().AsTask();
            while (!read.IsCompleted)
            {
                _time.Advance(TimeSpan.FromSeconds(0.1));
            }

            var buffer = (await read).Buffer;
            // Half of it at a time, as somebody would whose frames do not end where a read does.
            var part = buffer.Slice(0, (buffer.Length + 1) / 2);
            received.AddRange(part.ToArray());
            _reader.AdvanceTo(part.End);
        }

        await writing;
        Assert.Equal(sent, received);
    }

    [Fact]
    public async Task Read_OfAnotherConnectionOfTheAddress_WaitsToo()
    {
        await OverspendAsync(PerSecond);

        var other = new Pipe();
        var reader = new PacedReader(other.Reader, _pace, _time, () => { }, () => { });
        await other.Writer.WriteAsync(new byte[] { 7 });
        var read = reader.ReadAsync().AsTask();

        _time.Advance(TimeSpan.FromSeconds(1));
        // It has yet to pay for itself.
        Assert.False(read.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, (await read).Buffer.Length);
    }

    [Fact]
    public async Task CancelPendingRead_DuringAWait_EndsItAndLosesNothing()
    {
        await OverspendAsync(PerSecond);
        await WriteAsync(7);
        var canceled = _reader.ReadAsync().AsTask();

        _reader.CancelPendingRead();

        var result = await canceled;
        Assert.True(result.IsCanceled);
        _reader.AdvanceTo(result.Buffer.Start);
        var next = _reader.ReadAsync().AsTask();
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([7], Take(await next));
    }

    [Fact]
    public async Task Read_CallerGivesUpDuringAWait_IsCanceled()
    {
        await OverspendAsync(PerSecond);
        using var giveUp = new CancellationTokenSource();
        var read = _reader.ReadAsync(giveUp.Token).AsTask();

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task Read_MoreThanAPortionAfterAWait_ComesInPortions()
    {
        await OverspendAsync(PerSecond);
        var writing = WriteAsync(new byte[PacedReader.Portion + 1]);
        var first = _reader.ReadAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(PacedReader.Portion, Take(await first).Length);
        var second = _reader.ReadAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(Take(await second));
        await writing;
    }

    [Fact]
    public async Task Read_NothingOfAPortionWasOfUse_ShowsMore()
    {
        await OverspendAsync(PerSecond);
        var writing = WriteAsync(new byte[PacedReader.Portion + 1]);
        var first = _reader.ReadAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(1));
        var portion = (await first).Buffer;
        _reader.AdvanceTo(portion.Start, portion.End);

        Assert.Equal(PacedReader.Portion + 1, Take(await _reader.ReadAsync()).Length);
        await writing;
    }

    [Theory]
    [InlineData(PacedReader.Portion, true)]
    [InlineData(1, false)]
    public async Task Read_HadToWaitEachTime_IsGivenUpIfItAlwaysHadMoreToSay(int bytes, bool isGivenUp)
    {
        await OverspendAsync(3 * PerSecond);
        await WriteAsync(new byte[bytes]);
        var first = _reader.ReadAsync().AsTask();
        // Others at its address leave it nothing.
        _pace.Take(3 * PerSecond);
        _time.Advance(TimeSpan.FromSeconds(3));
        Take(await first);
        await WriteAsync(7);

        var next = _reader.ReadAsync().AsTask();

        Assert.Equal(isGivenUp ? 1 : 0, _givenUp);
        if (isGivenUp)
        {
            await Assert.ThrowsAsync<ConnectionAbortedException>(() => next);
        }
        else
        {
            _time.Advance(TimeSpan.FromSeconds(3.1));
            Assert.Equal([7], Take(await next));
        }
    }

    /// <summary>Has the reader take one byte more than there is left, and as much as is said.</summary>
    private async Task OverspendAsync(int bytes)
    {
        _pace.Take(Burst - PacedReader.Portion + bytes - 1);
        await WriteAsync(0);
        Take(await _reader.ReadAsync());
    }

    private async Task WriteAsync(params byte[] bytes) => await _pipe.Writer.WriteAsync(bytes);

    private byte[] Take(ReadResult result)
    {
        var bytes = result.Buffer.ToArray();
        _reader.AdvanceTo(result.Buffer.End);
        return bytes;
    }
}
