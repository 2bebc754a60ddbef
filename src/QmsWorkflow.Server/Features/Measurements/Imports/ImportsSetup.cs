using Microsoft.AspNetCore.Http.HttpResults;
using QmsWorkflow.Server.Features.Measurements.Imports.Pages;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;

namespace QmsWorkflow.Server.Features.Measurements.Imports;

internal static class ImportsSetup
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddSingleton<ImportDatabase>().AddSingleton<ImportPace>();
        services.AddScoped<ImportReading>().AddScoped<ImportReview>().AddScoped<ImportMerge>();
        services.AddScoped<IJobHandler>(provider => provider.GetRequiredService<ImportReading>());
        services.AddScoped<IJobHandler>(provider => provider.GetRequiredService<ImportMerge>());
        services.AddScoped<ImportStart>().AddScoped<ImportCancel>().AddScoped<ImportCommit>().AddScoped<ImportUndo>().AddScoped<SaveSource>().AddScoped<ImportUpload>().AddScoped<ImportReread>().AddScoped<ImportQueries>();
        return services;
    }

    public static void MapImports(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/measure/imports/{id:guid}/progress", ProgressAsync).RequireAuthorization();

    /// <summary>The fragment that the progress bar fetches; once the import rests, the page is asked to load itself anew.</summary>
    private static async Task<IResult> ProgressAsync(Guid id, HttpContext http, ImportQueries queries, CurrentActor current, CancellationToken ct)
    {
        if (!ImportRights.MaySee(current.Required) || await queries.ImportAsync(id, ct) is not { } import) return Results.NotFound();

        if (import.State is not (ImportState.Queued or ImportState.Reading or ImportState.Committing)) http.Response.Headers["HX-Refresh"] = "true";
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<ImportProgress>(new { Id = id });
    }
}
