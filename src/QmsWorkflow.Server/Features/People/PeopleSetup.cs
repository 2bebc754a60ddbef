namespace QmsWorkflow.Server.Features.People;

internal static class PeopleSetup
{
    public static IServiceCollection AddPeople(this IServiceCollection services, DemoOptions demo)
    {
        services.AddSingleton(demo);
        services.AddScoped<CurrentActor>().AddScoped<ActorFactory>().AddScoped<SignIn>().AddScoped<Directory>().AddScoped<DemoAccounts>();
        services.AddScoped<AdminRight>().AddScoped<PeopleQueries>().AddScoped<UnitQueries>();
        services.AddScoped<SavePerson>().AddScoped<PersonAccess>().AddScoped<ChangePassword>().AddScoped<GiveRole>().AddScoped<EndRole>();
        services.AddScoped<SaveUnit>().AddScoped<RenameUnit>().AddScoped<CloseUnit>().AddScoped<SaveSuccessor>();
        return services;
    }
}
