using Microsoft.AspNetCore.Http.HttpResults;
using QmsWorkflow.Domain.Indicators;

namespace QmsWorkflow.Server.Features.Measurements.Definitions;

internal static class DefinitionsSetup
{
    public static IServiceCollection AddDefinitions(this IServiceCollection services) =>
        services.AddScoped<DraftDefinition>().AddScoped<ApproveDefinition>().AddScoped<DefinitionQueries>().AddScoped<DefinitionJson>();

    /// <summary>What a formula counts or what is wrong in it, while it is typed.</summary>
    public static void MapDefinitions(this IEndpointRouteBuilder endpoints) => endpoints.MapGet(
        "/measure/indicators/formula",
        (string? numerator, string? denominator, string? reads) => new RazorComponentResult<FormulaCheck>(new
        {
            Text = (numerator ?? denominator ?? "").Trim(),
            Reads = Enum.TryParse<IndicatorReads>(reads, out var kind) && Enum.IsDefined(kind) ? kind : IndicatorReads.Cases,
        })).RequireAuthorization();
}
