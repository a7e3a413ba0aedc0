using System.Globalization;

namespace Alliance.Demo;

/// <summary>The same at every start: by them the demonstration tells what is there already. In one family with the ids of its people.</summary>
internal static class Ids
{
    private const int MostAssignments = 256;

    public static Guid Expert(int place) => Of(3, place);

    public static Guid Request(int place) => Of(4, place);

    /// <param name="request">Place of the request.</param>
    public static Guid Assignment(int request, int place) => Of(5, (request * MostAssignments) + place);

    private static Guid Of(int kind, int number) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"01990000-0000-7000-8000-{kind:x4}{number + 1:x8}"));
}
