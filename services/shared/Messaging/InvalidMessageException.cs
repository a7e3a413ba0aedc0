namespace Alliance.Shared.Messaging;

/// <summary>A message that no retry makes better: it goes to the error queue at once. Its words hold ids only.</summary>
public sealed class InvalidMessageException : Exception
{
    public InvalidMessageException() { }
    public InvalidMessageException(string message) : base(message) { }
    public InvalidMessageException(string message, Exception inner) : base(message, inner) { }
}
