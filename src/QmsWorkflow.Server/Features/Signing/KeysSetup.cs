namespace QmsWorkflow.Server.Features.Signing;

internal static class KeysSetup
{
    /// <summary>Certificates, their keys, and the pictures of signatures and seals.</summary>
    /// <param name="data">The data folder.</param>
    public static IServiceCollection AddSigningKeys(this IServiceCollection services, string data)
    {
        services.AddSingleton<KeyVault>().AddSingleton(new TrustedRoots(Path.Combine(data, "trusted-roots"))).AddSingleton<DemoKeys>();
        services.AddScoped<SigningKeys>().AddScoped<AddSigningKey>().AddScoped<RevokeSigningKey>().AddScoped<SaveSigningPicture>().AddScoped<KeyQueries>();
        return services;
    }
}
