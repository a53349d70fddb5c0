using AuditGrpc.V1;
using Grpc.Core;

namespace AuditGrpc.Client;

/// <summary>
/// Describes, watches, lists, starts and cancels AWS IoT Device Defender audits, and reads what they found. Safe to use by many at
/// once. Every method can be overridden, for tests.
/// </summary>
/// <remarks>
/// Every method throws <see cref="RpcException"/> when the service answers with an error, and <see cref="OperationCanceledException"/>
/// when its <c>cancellationToken</c> is canceled. <see cref="RpcExceptionExtensions"/> read the error. Calls other than watches
/// have <see cref="AuditClientOptions.CallTimeout"/>, and then end as DEADLINE_EXCEEDED.
/// </remarks>
public partial class AuditClient
{
    private readonly CallInvoker? _calls;
    private readonly AuditClientOptions _options;
    private readonly TimeProvider _time;

    /// <summary>
    /// Makes a client of a channel, such as <see cref="AuditChannel.Create"/> opens. The channel remains the caller's to dispose of.
    /// </summary>
    /// <param name="channel">The channel.</param>
    /// <param name="options">How to call. Default: new <see cref="AuditClientOptions"/>. Its address is not used.</param>
    /// <param name="timeProvider">The time on which watches wait. Default: the system's.</param>
    /// <exception cref="ArgumentException">An option is out of its limits.</exception>
    public AuditClient(ChannelBase channel, AuditClientOptions? options = null, TimeProvider? timeProvider = null)
        : this((channel ?? throw new ArgumentNullException(nameof(channel))).CreateCallInvoker(), options, timeProvider)
    {
    }

    /// <summary>Makes a client of what calls are made with, such as a channel with interceptors.</summary>
    /// <param name="calls">What calls are made with.</param>
    /// <param name="options">How to call. Default: new <see cref="AuditClientOptions"/>. Its address is not used.</param>
    /// <param name="timeProvider">The time on which watches wait. Default: the system's.</param>
    /// <exception cref="ArgumentException">An option is out of its limits.</exception>
    public AuditClient(CallInvoker calls, AuditClientOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(calls);
        _calls = calls;
        _options = (options ?? new()).Validated(needsAddress: false);
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Makes a client that calls nothing, for tests to override the methods of.</summary>
    protected AuditClient()
    {
        _options = new();
        _time = TimeProvider.System;
    }

    /// <summary>The generated client of audits: the contract as it is, for what this class leaves out.</summary>
    public virtual AuditService.AuditServiceClient Rpc => field ??= new(Calls);

    /// <summary>The generated client of findings.</summary>
    public virtual AuditFindingService.AuditFindingServiceClient FindingRpc => field ??= new(Calls);

    /// <summary>The generated client of checks.</summary>
    public virtual AuditCheckService.AuditCheckServiceClient CheckRpc => field ??= new(Calls);

    /// <summary>The generated client of sources.</summary>
    public virtual SourceService.SourceServiceClient SourceRpc => field ??= new(Calls);

    private CallInvoker Calls =>
        _calls ?? throw new InvalidOperationException($"This {nameof(AuditClient)} was made without a channel: override what is called.");

    private string SourceOr(string? source) => source ?? _options.Source ?? "";

    private async Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CallOptions, AsyncUnaryCall<TResponse>> method, TRequest request, CancellationToken cancellationToken)
    {
        // gRPC compares a deadline with the system's clock, whatever clock this client was given.
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + _options.CallTimeout;
        try
        {
            using var call = method(request, new CallOptions(deadline: deadline, cancellationToken: cancellationToken));
            return await call.ResponseAsync.ConfigureAwait(false);
        }
        catch (RpcException canceled) when (canceled.StatusCode == StatusCode.Cancelled && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("The call was canceled.", canceled, cancellationToken);
        }
    }
}
