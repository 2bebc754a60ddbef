using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Activities;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Measurements.Samples;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>The verbs that need the product's database.</summary>
internal static class ProductVerbs
{
    private static readonly VerbOption AgencyOption = new("--agency", "CODE", "Chỉ cơ quan có mã này", "Only the agency of this code");
    private static readonly VerbOption PasswordOption = new("--password", "TEXT", "Mật khẩu ban đầu của mọi người (mặc định lấy Demo__Password)", "First password of everybody");

    public static IReadOnlyList<Verb> All(IConfiguration configuration) =>
    [
        ImportAgency(configuration), VerifyTrail(configuration), DocumentCheckVerb.Create(configuration), DocumentVerifyVerb.Create(configuration), MigrateVerb.Create(configuration), DocumentExportVerb.Create(configuration),
        EvaluateVerb.Create(configuration),
        .. ImportFiguresVerb.All(configuration),
        .. UserVerbs.All(configuration),
        .. SampleVerbs.All(configuration),
    ];

    /// <summary>The step types of the product, described by their handlers; no database is asked.</summary>
    public static StepCatalog Steps(IConfiguration configuration)
    {
        var content = ServerHost.ContentFolder(configuration);
        var app = QmsApp.Build(new QmsSettings { ConnectionString = "Host=none", DataFolder = Path.GetTempPath(), ContentFolder = content, Beats = false });
        using var services = app as IDisposable;
        using var scope = app.Services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<WorkflowPublisher>().Catalog;
    }

    private static Verb ImportAgency(IConfiguration configuration) => new()
    {
        Name = "import agency",
        Arguments = "DIR",
        FewestArguments = 1,
        MostArguments = 1,
        Options = [PasswordOption],
        SummaryVi = "Nhập một cơ quan từ thư mục tệp (docs/reference/samples.md): tất cả hoặc không gì cả",
        SummaryEn = "Import an agency from a folder of files: all of it or nothing",
        RunAsync = (call, ct) => WithHostAsync(configuration, host => ImportAsync(host, call, ct), ct),
    };

    private static async Task<int> ImportAsync(ServerHost host, Invocation call, CancellationToken ct)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        var password = call.Value(PasswordOption.Name) ?? host.Settings.DemoPassword;
        var report = await scope.ServiceProvider.GetRequiredService<AgencyImport>().ImportAsync(call.Arguments[0], password, ct);
        if (call.IsJson)
        {
            call.WriteJson(new { report.Agency, report.IsNew, report.Problems });
        }
        else
        {
            foreach (var problem in report.Problems) await call.Output.WriteLineAsync(problem.ToString());
            await call.Output.WriteLineAsync(report switch
            {
                { Problems.Count: > 0 } => $"{report.Problems.Count} lỗi, chưa nhập gì. ({report.Problems.Count} faults, nothing imported)",
                { IsNew: true } => $"Đã nhập {report.Agency}. (imported)",
                _ => $"{report.Agency} đã có, giữ nguyên. (already there, left as it is)",
            });
        }

        return report.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Finding;
    }

    private static Verb VerifyTrail(IConfiguration configuration) => new()
    {
        Name = "trail verify",
        Options = [AgencyOption],
        SummaryVi = "Kiểm tra chuỗi nhật ký: mục nào bị sửa, thiếu, chèn hay đổi chỗ",
        SummaryEn = "Verify the audit trail: which entry was changed, is missing, inserted or moved",
        RunAsync = (call, ct) => WithHostAsync(configuration, host => VerifyAsync(host, call, ct), ct),
    };

    private static async Task<int> VerifyAsync(ServerHost host, Invocation call, CancellationToken ct)
    {
        await using var scope = host.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        var db = scope.ServiceProvider.GetRequiredService<QmsDb>();
        var verifier = scope.ServiceProvider.GetRequiredService<TrailVerifier>();
        var code = call.Value(AgencyOption.Name);
        var agencies = await db.Agencies.AsNoTracking().Where(a => code == null || a.Code == code).OrderBy(a => a.Code).ToListAsync(ct);
        if (agencies.Count == 0 && code is not null) throw new CannotRunException($"Không có cơ quan mã \"{code}\".", $"There is no agency \"{code}\".");

        var reports = new List<(Agency Agency, TrailReport Report)>();
        foreach (var agency in agencies) reports.Add((agency, await verifier.VerifyAsync(agency.Id, ct)));

        if (call.IsJson)
        {
            call.WriteJson(reports.Select(r => new { Agency = r.Agency.Code, r.Report.Entries, r.Report.IsWhole, r.Report.Problems }));
        }
        else
        {
            foreach (var (agency, report) in reports)
            {
                await call.Output.WriteLineAsync($"{agency.ShortName}: {report.Entries} mục, {(report.IsWhole ? "nguyên vẹn (whole)" : $"{report.Problems.Count} chỗ không nguyên vẹn (broken)")}");
                foreach (var problem in report.Problems) await call.Output.WriteLineAsync($"  {problem.Text}");
            }
        }

        return reports.TrueForAll(r => r.Report.IsWhole) ? ExitCode.Ok : ExitCode.Finding;
    }

    /// <summary>Runs a verb on the database of a running server, or else on one started for the time of the verb.</summary>
    public static async Task<int> WithHostAsync(IConfiguration configuration, Func<ServerHost, Task<int>> run, CancellationToken ct)
    {
        await using var host = await ServerHost.OpenAsync(configuration, serves: false, ct);
        return await run(host);
    }
}
