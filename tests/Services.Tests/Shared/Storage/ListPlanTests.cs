using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class ListPlanTests
{
    private static readonly Query<Parcel> ByStatus = new([new(Parcels.Status, "new")], Parcels.ByAt);

    private static ListPlan Plan(Query<Parcel> query) => ListPlan.Make(Parcels.Declared, query);

    [Fact]
    public void One_facet_sorted_by_a_sort_it_is_walked_by_is_a_walk()
    {
        Assert.Equal("status", Plan(ByStatus).WalkFacet);
        Assert.Equal("status", Plan(ByStatus with { Where = [new(Parcels.Status, "new", "sent")] }).WalkFacet);
    }

    [Fact]
    public void Everything_else_is_an_intersection()
    {
        Assert.Null(Plan(ByStatus with { Sort = Parcels.ByWeight }).WalkFacet);
        Assert.Null(Plan(ByStatus with { Words = "x" }).WalkFacet);
        Assert.Null(Plan(ByStatus with { Where = [new(Parcels.Status, "new"), new(Parcels.Depot, "kyiv")] }).WalkFacet);
        Assert.Null(Plan(new([new(Parcels.DepotStatus, "kyiv|new")], Parcels.ByAt)).WalkFacet);
    }

    [Fact]
    public void What_is_not_declared_cannot_be_asked_for()
    {
        var other = new Sort<Parcel>("at", d => d.Value.At);
        Assert.Throws<InvalidOperationException>(() => Plan(ByStatus with { Sort = other }));
        Assert.Throws<InvalidOperationException>(() => Plan(ByStatus with { Where = [new(new("status", _ => []), "new")] }));
        Assert.Throws<InvalidOperationException>(() => Plan(ByStatus with { Where = [] }));
        Assert.Throws<InvalidOperationException>(() => new Projector<Parcel>(Parcels.Declared with { Sorts = [Parcels.ByAt] }));
        Assert.Throws<InvalidOperationException>(() => new Projector<Parcel>(Parcels.Declared with { Name = "drop table" }));
    }

    [Fact]
    public void A_cursor_belongs_to_the_query_it_was_made_by_whatever_the_order_of_its_conditions()
    {
        var hit = new Hit(new Row(Guid.CreateVersion7(), "{}", 1, 0, "", default, default, default, default), -5);
        var two = ByStatus with { Where = [new(Parcels.Status, "new", "sent"), new(Parcels.Depot, "kyiv")] };
        var cursor = Plan(two).CursorAfter(hit);
        var same = two with { Where = [new(Parcels.Depot, "KYIV"), new(Parcels.Status, "sent", "new")], Cursor = cursor, Limit = 7 };
        Assert.Equal(new Place(-5, hit.Row.Id), Plan(same).Span.After);
        Query<Parcel>[] others =
        [
            ByStatus, two with { Descending = false }, two with { Sort = Parcels.ByWeight }, two with { From = 0 }, two with { To = 0 }, two with { Words = "x" },
            two with { Where = [new(Parcels.Status, "new"), new(Parcels.Depot, "kyiv", "sent")] },
        ];
        foreach (var other in others) Assert.Throws<BadCursorException>(() => Plan(other with { Cursor = cursor }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("%%%%")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("ÄÖÜ€")]
    public void A_mangled_cursor_is_the_callers_mistake(string cursor) => Assert.Throws<BadCursorException>(() => Plan(ByStatus with { Cursor = cursor }));

    [Fact]
    public void Walks_are_merged_in_order_with_each_document_once()
    {
        Hit At(long sort, byte id) => new(new Row(new Guid(0, 0, 0, [0, 0, 0, 0, 0, 0, 0, id]), "{}", 1, 0, "", default, default, default, default), sort);
        Hit[] one = [At(9, 1), At(5, 3), At(5, 2)];
        Hit[] other = [At(7, 4), At(5, 3)];
        Assert.Equal([1, 4, 3, 2], Plan(ByStatus).Merge([one, other]).Select(h => h.Row.Id.ToByteArray()[15]));
        Assert.Equal([1, 4], Plan(ByStatus with { Limit = 1 }).Merge([one, other]).Select(h => h.Row.Id.ToByteArray()[15]));
    }
}
