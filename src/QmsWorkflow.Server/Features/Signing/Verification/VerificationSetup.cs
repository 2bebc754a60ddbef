using System.Threading.RateLimiting;

namespace QmsWorkflow.Server.Features.Signing.Verification;

internal static class VerificationSetup
{
    public const string RateLimit = "verify";

    /// <summary>What one address may ask in a minute without signing in: enough for a person, too little for trying codes and numbers.</summary>
    public const int AsksPerMinute = 30;

    public static IServiceCollection AddVerification(this IServiceCollection services)
    {
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy(RateLimit, http => RateLimitPartition.GetFixedWindowLimiter(
                http.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = AsksPerMinute, Window = TimeSpan.FromMinutes(1) }));
        });
        return services.AddScoped<VerificationRegister>().AddScoped<VerificationDesk>();
    }
}
