namespace Alliance.Contracts;

/// <summary>
/// A person asked to be forgotten: every service drops what is personal about them and keeps ids, codes, dates and figures under the pseudonym that the
/// person's id has become. Published by accounts, consumed by each service, which answers <see cref="PersonErasureDone"/>. Source: domain, Messages.
/// </summary>
/// <param name="No">Number of the history entry of the person.</param>
public sealed record PersonErased(Guid PersonId, long No, DateTimeOffset At);

/// <summary>One service has nothing personal of them any more. Published by each, consumed by accounts; repeats change nothing.</summary>
/// <param name="Service"><c>requests experts notifications</c>: the portal keeps nothing that anybody but the person's own browser could read.</param>
public sealed record PersonErasureDone(Guid PersonId, string Service, DateTimeOffset At);
