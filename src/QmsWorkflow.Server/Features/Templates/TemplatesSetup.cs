namespace QmsWorkflow.Server.Features.Templates;

internal static class TemplatesSetup
{
    public static IServiceCollection AddTemplates(this IServiceCollection services) =>
        services.AddScoped<TemplateCheck>().AddScoped<TemplateQueries>().AddScoped<UploadTemplate>().AddScoped<TemplateActs>();

    public static void MapTemplates(this IEndpointRouteBuilder endpoints) => TemplateEndpoints.Map(endpoints);
}
