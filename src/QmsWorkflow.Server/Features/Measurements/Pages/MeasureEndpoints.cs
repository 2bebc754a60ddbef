using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Features.Measurements.Pages;

internal static class MeasureEndpoints
{
    public static void MapMeasurePages(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/measure/xlsx", XlsxAsync).RequireAuthorization();

    private static async Task<IResult> XlsxAsync(Guid? cycle, string? period, string? cutoff, string? q, string? sort, string? only, ScorecardDesk desk, CurrentActor current, CancellationToken ct) =>
        await desk.FindAsync(new ScorecardQuery(cycle, period, cutoff, q, sort, only), current.Required, ct) is { } view
            ? Results.File(ScorecardFile.Write(view, current.RequiredAgency.Name), SheetXlsx.ContentType, $"ket-qua-{view.Cycle.Year}-{view.Choice.Code}.xlsx")
            : Results.NotFound();
}
