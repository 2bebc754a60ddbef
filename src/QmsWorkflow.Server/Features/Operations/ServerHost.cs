using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Data.Cluster;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Measurements.Samples;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>
/// Opens the database (a given one, or the private cluster), brings it up to date, publishes the workflow files, loads the demo agencies and
/// hands out the ready application. The verbs of the command line and the server start alike.
/// </summary>
internal sealed class ServerHost : IAsyncDisposable
{
    private readonly PrivateCluster? cluster;

    private ServerHost(WebApplication app, PrivateCluster? cluster, QmsSettings settings) => (App, this.cluster, Settings) = (app, cluster, settings);

    public WebApplication App { get; }

    public QmsSettings Settings { get; }

    /// <exception cref="ClusterException">The private cluster cannot be used.</exception>
    /// <exception cref="StartException">The workflow files or samples are broken.</exception>
    public static async Task<ServerHost> OpenAsync(IConfiguration configuration, bool serves, CancellationToken ct)
    {
        var url = configuration["QMS_URL"] ?? "http://127.0.0.1:5080";
        var address = configuration["QMS_PUBLIC_URL"] is { Length: > 0 } known ? known : url;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var publicUrl)) throw new StartException($"QMS_PUBLIC_URL \"{address}\" không phải là một địa chỉ, ví dụ https://iso.so-xyz.gov.vn.");

        var mail = MailSettings.Read(configuration, address);
        if (mail.Problem is { } problem) throw new StartException(problem);

        var data = Path.GetFullPath(configuration["QMS_DATA"] ?? "data");
        System.IO.Directory.CreateDirectory(data);
        var given = configuration.GetConnectionString("Qms");
        var cluster = !string.IsNullOrWhiteSpace(given) ? null
            : serves ? await PrivateCluster.StartAsync(data, new ClusterOptions(), ct)
            : await PrivateCluster.OpenAsync(data, new ClusterOptions(), ct);
        try
        {
            var settings = new QmsSettings
            {
                ConnectionString = cluster?.ConnectionString ?? given!,
                DataFolder = data,
                ContentFolder = ContentFolder(configuration),
                Url = url,
                PublicUrl = publicUrl,
                Mail = mail.Settings,
                IsDemo = configuration.GetValue("Demo:Enabled", false),
                DemoPassword = configuration["Demo:Password"] ?? "Demo@2026",
                Beats = serves,
            };
            return new ServerHost(await PrepareAsync(settings, ct, serves ? null : Quiet, prepares: serves), cluster, settings);
        }
        catch
        {
            if (cluster is not null) await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>A verb's output is its result; what the database refuses is said by the verb.</summary>
    private static void Quiet(IServiceCollection services) => services.AddLogging(logging => logging.ClearProviders());

    /// <summary>Migrates, builds the application, publishes the workflows and loads the samples.</summary>
    public static async Task<WebApplication> PrepareAsync(QmsSettings settings, CancellationToken ct, Action<IServiceCollection>? replace = null, bool prepares = true)
    {
        var patience = settings.Beats ? StartPatience.Server : StartPatience.None;
        await patience.RunAsync("cập nhật cấu trúc", () => Migrator.MigrateAsync(settings.ConnectionString, ct), ct);
        var app = QmsApp.Build(settings, replace);
        var clock = app.Services.GetRequiredService<ProductClock>();
        if (settings.IsDemo) await patience.RunAsync("đọc ngày", () => clock.LoadAsync(app.Services.GetRequiredService<NpgsqlDataSource>(), ct), ct);
        if (!prepares) return app;

        await patience.RunAsync("phát hành quy trình", () => PublishWorkflowsAsync(app.Services, Path.Combine(settings.ContentFolder, "workflows"), ct), ct);
        await patience.RunAsync("cài chỉ số có sẵn", () => InstallMeasuresAsync(app.Services, ct), ct);
        if (settings.IsDemo)
        {
            var demo = app.Services.GetRequiredService<DemoAgencies>();
            await patience.RunAsync("nạp dữ liệu mẫu", () => demo.LoadAsync(Path.Combine(settings.ContentFolder, "samples"), ct), ct);
            // Results are computed by jobs: only where they run.
            if (settings.Beats) await patience.RunAsync("nạp số liệu mẫu", () => app.Services.GetRequiredService<DemoFigures>().LoadAsync(Path.Combine(settings.ContentFolder, "samples"), ct), ct);
            await patience.RunAsync("tạo chứng thư số thử nghiệm", () => app.Services.GetRequiredService<DemoKeys>().EnsureAsync(ct), ct);
        }

        return app;
    }

    /// <summary>The verb <c>serve</c>.</summary>
    public static async Task<int> ServeAsync(IConfiguration configuration, CancellationToken ct)
    {
        await using var host = await OpenAsync(configuration, serves: true, ct);
        return await host.ListenAsync();
    }

    private async Task<int> ListenAsync()
    {
        if (IsTaken(new Uri(Settings.Url)))
        {
            throw new StartException(
                $"Địa chỉ {Settings.Url} đang được chương trình khác dùng. Hãy dừng chương trình đó, hoặc chọn cổng khác: QMS_URL=http://127.0.0.1:5090 ./run.sh "
                + "(The address is in use.)");
        }

        await App.StartAsync();
        await StartPatience.Server.RunAsync("đọc tài khoản", AnnounceAsync, CancellationToken.None);
        await App.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Asked before the web server starts, which would answer with its stack.</summary>
    private static bool IsTaken(Uri url)
    {
        var address = IPAddress.TryParse(url.Host, out var given) ? given : url.IsLoopback ? IPAddress.Loopback : IPAddress.Any;
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
            probe.Bind(new IPEndPoint(address, url.Port));
            probe.Listen();
            return false;
        }
        catch (SocketException busy) when (busy.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        if (cluster is not null) await cluster.DisposeAsync();
    }

    private static async Task PublishWorkflowsAsync(IServiceProvider services, string folder, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        // In one transaction, and one server at a time: a server killed in between leaves no definition without a current version.
        var problems = await scope.ServiceProvider.GetRequiredService<WorkflowPublisher>().PublishFolderAsync(folder, ct);
        if (problems.Count > 0) throw new StartException($"Tệp quy trình có lỗi, chưa phát hành:\n{string.Join('\n', problems)}");
    }

    private static async Task InstallMeasuresAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<UsualMeasures>().EnsureAllAsync(ct);
    }

    private async Task AnnounceAsync()
    {
        Console.WriteLine($"QmsWorkflow đang chạy tại {Settings.Url} (Ctrl-C để dừng)");
        if (!Settings.IsDemo) return;

        await using var scope = App.Services.CreateAsyncScope();
        var accounts = await scope.ServiceProvider.GetRequiredService<DemoAccounts>().ListAsync(CancellationToken.None);
        Console.WriteLine($"Tài khoản dùng thử, mật khẩu chung {Settings.DemoPassword}:");
        foreach (var agency in accounts.GroupBy(account => account.AgencyName))
        {
            // "hd.thuky" serves the whole agency, "hd.truong.vp" a unit; of the latter there are many.
            var units = agency.ToLookup(account => account.UserName.Count(c => c == '.') > 1);
            Console.WriteLine($"  {agency.Key}");
            Console.WriteLine($"    {string.Join(", ", units[false].Select(account => $"{account.UserName} ({account.JobTitle})"))}");
            Console.WriteLine($"    Các đơn vị: {string.Join(", ", units[true].Select(account => account.UserName))}");
        }
    }

    /// <summary>The folder with <c>workflows</c>, <c>templates</c> and <c>samples</c>: the working tree, or beside the program when installed.</summary>
    public static string ContentFolder(IConfiguration configuration)
    {
        if (configuration["QMS_CONTENT"] is { Length: > 0 } given) return Path.GetFullPath(given);

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.Directory.Exists(Path.Combine(folder.FullName, "workflows"))) return folder.FullName;
        }

        throw new StartException("Không tìm thấy thư mục workflows. Hãy đặt QMS_CONTENT trỏ đến thư mục có workflows, templates và samples.");
    }
}

/// <summary>The server cannot start; the message says why and what to do.</summary>
internal sealed class StartException(string message) : Exception(message);
