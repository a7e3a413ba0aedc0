namespace Alliance.Experts.Offering;

internal static class OfferingRoutes
{
    public static void MapOffering(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/offers", MakeOffer.Handle).Produces<OfferView>(StatusCodes.Status201Created);
        app.MapGet("/api/offers", ListOffers.Handle).Produces<OfferList>();
        app.MapGet("/api/offers/{id:guid}", ListOffers.One).Produces<OfferView>();
        app.MapPost("/api/offers/{id:guid}/accept", AcceptOffer.Handle).Produces<OfferView>();
        app.MapPost("/api/offers/{id:guid}/decline", DeclineOffer.Handle).Produces<OfferView>();
        app.MapPost("/api/offers/{id:guid}/withdraw", WithdrawOffer.Handle).Produces<OfferView>();
    }
}
