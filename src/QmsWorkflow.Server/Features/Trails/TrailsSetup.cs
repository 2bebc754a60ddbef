namespace QmsWorkflow.Server.Features.Trails;

internal static class TrailsSetup
{
    public static IServiceCollection AddTrails(this IServiceCollection services) => services.AddScoped<TrailQueries>();

    public static void MapTrails(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/trail/export", TrailExport.GetAsync).RequireAuthorization();
}
