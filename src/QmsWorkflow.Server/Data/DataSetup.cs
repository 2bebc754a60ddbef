using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Data;

internal static class DataSetup
{
    public static IServiceCollection AddData(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => NpgsqlDataSource.Create(Prepared(connectionString)));
        services.AddSingleton(provider => new ProductClock(provider.GetService<ManualTime>()?.Time ?? TimeProvider.System));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<ProductClock>());
        services.AddScoped<AgencyScope>().AddScoped<LateWrites>();
        // One set of options for all contexts: made anew for each, they would cost more than a query.
        services.AddDbContext<QmsDb>(
            (provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()).AddInterceptors(new AgencyWall()),
            ServiceLifetime.Scoped, ServiceLifetime.Singleton);
        services.AddScoped<TrailLog>().AddScoped<TrailVerifier>().AddScoped<Transactor>();
        return services;
    }

    /// <summary>
    /// Commands that come again are prepared by themselves, unless the connection string says otherwise (a pooler between may not allow it).
    /// The only setting of a session is the agency, and <see cref="AgencyWall"/> sets it whenever a connection is opened: no reset in between.
    /// </summary>
    private static string Prepared(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        // Npgsql's own builder says yes to every key it knows, given or not.
        var isGiven = new DbConnectionStringBuilder { ConnectionString = connectionString }.ContainsKey("Max Auto Prepare");
        if (!isGiven) (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (100, 3);
        builder.NoResetOnClose = true;
        return builder.ConnectionString;
    }
}

/// <summary>Real time replaced by a clock that tests set.</summary>
internal sealed record ManualTime(TimeProvider Time);
