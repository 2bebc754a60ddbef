using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Workflows;

internal static class WorkflowsSetup
{
    public static IServiceCollection AddWorkflows(this IServiceCollection services) => services.AddScoped<WorkflowQueries>().AddScoped<RepairVariable>();

    public static void MapWorkflows(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/workflows/{definitionId}/file", FileAsync).RequireAuthorization();

    private static async Task<IResult> FileAsync(string definitionId, WorkflowQueries queries, CurrentActor current, CancellationToken ct)
    {
        if (!WorkflowRights.MayRead(current.Required)) return Results.StatusCode(StatusCodes.Status403Forbidden);

        return await queries.FileAsync(definitionId, ct) is { } row
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(row.Json), "application/json", $"{row.DefinitionId}.v{row.Version}.json")
            : Results.NotFound();
    }
}
