namespace Alliance.Local;

/// <summary>Something the person at the console can put right; the message says what and how, in one line.</summary>
public sealed class CannotStartException : Exception
{
    public CannotStartException() { }
    public CannotStartException(string message) : base(message) { }
    public CannotStartException(string message, Exception cause) : base(message, cause) { }
}
