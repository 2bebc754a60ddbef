namespace QmsWorkflow.Server.Features.People;

internal static class PeopleSetup
{
    public static IServiceCollection AddPeople(this IServiceCollection services, DemoOptions demo)
    {
        services.AddSingleton(demo);
        services.AddScoped<CurrentActor>().AddScoped<ActorFactory>().AddScoped<SignIn>().AddScoped<Directory>().AddScoped<DemoAccounts>();
        return services;
    }
}
