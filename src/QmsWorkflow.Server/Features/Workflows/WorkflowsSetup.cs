using QmsWorkflow.Engine.Definitions;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Workflows;

internal static class WorkflowsSetup
{
    public static IServiceCollection AddWorkflows(this IServiceCollection services) => services
        .AddScoped<WorkflowQueries>().AddScoped<VersionQueries>().AddScoped<RepairVariable>()
        .AddScoped<DraftActs>().AddScoped<DraftDesk>().AddScoped<VersionActs>().AddScoped<VersionDesk>()
        .AddScoped<MigrateInstance>().AddSingleton<MigrateInstances>();

    public static void MapWorkflows(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/workflows/{definitionId}/file", FileAsync).RequireAuthorization();
        endpoints.MapGet("/workflows/{definitionId}/draft/file", DraftFileAsync).RequireAuthorization();
    }

    private static async Task<IResult> FileAsync(string definitionId, int? version, WorkflowQueries queries, CurrentActor current, CancellationToken ct)
    {
        if (!WorkflowRights.MayRead(current.Required)) return Results.StatusCode(StatusCodes.Status403Forbidden);

        // Whether it is current may have changed since it was written.
        return await queries.FileAsync(definitionId, version, ct) is { } row
            ? Json(DefinitionText.WithVersion(row.Json, row.Version, row.IsCurrent), $"{row.DefinitionId}.v{row.Version}.json")
            : Results.NotFound();
    }

    private static async Task<IResult> DraftFileAsync(string definitionId, WorkflowQueries queries, CurrentActor current, CancellationToken ct)
    {
        if (!WorkflowRights.MayRead(current.Required)) return Results.StatusCode(StatusCodes.Status403Forbidden);

        return await queries.DraftFileAsync(definitionId, ct) is { } draft ? Json(draft.Json, $"{draft.DefinitionId}.draft.json") : Results.NotFound();
    }

    private static IResult Json(string text, string name) => Results.File(System.Text.Encoding.UTF8.GetBytes(text), "application/json", name);
}
