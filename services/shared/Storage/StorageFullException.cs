namespace Alliance.Shared.Storage;

/// <summary>The disk of the storage is full: nothing was written (507). Reading goes on.</summary>
public sealed class StorageFullException : Exception
{
    public StorageFullException() : base("The storage is full.") { }
    public StorageFullException(string message) : base(message) { }
    public StorageFullException(string message, Exception inner) : base(message, inner) { }
}
