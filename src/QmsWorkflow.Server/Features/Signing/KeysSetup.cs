namespace QmsWorkflow.Server.Features.Signing;

internal static class KeysSetup
{
    /// <summary>Certificates, their keys, and the pictures of signatures and seals.</summary>
    public static IServiceCollection AddSigningKeys(this IServiceCollection services) =>
        services.AddSingleton<KeyVault>().AddScoped<SigningKeys>();
}
