namespace QmsWorkflow.Server.Features.Compose;

internal static class ComposeSetup
{
    public static IServiceCollection AddCompose(this IServiceCollection services) => services
        .AddScoped<ComposeRights>().AddScoped<ComposeContent>().AddScoped<ComposeQueries>().AddScoped<SaveComposition>().AddScoped<SubmitDocument>().AddScoped<DeleteDraft>();
}
