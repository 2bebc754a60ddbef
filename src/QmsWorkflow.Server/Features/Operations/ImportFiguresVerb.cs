using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary><c>qms import cases</c> and <c>qms import figures</c>: a file of any size, checked and committed as the page does.</summary>
internal static class ImportFiguresVerb
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);
    private static readonly VerbOption AgencyCode = new("--agency", "CODE", "Mã cơ quan (bắt buộc khi có nhiều cơ quan)", "Code of the agency");
    private static readonly VerbOption Source = new("--source", "CODE", "Mã nguồn số liệu", "Code of the source");
    private static readonly VerbOption Mapping = new("--mapping", "FILE.json", "Ánh xạ cột; không nêu thì lấy ánh xạ đã lưu của nguồn", "Mapping of columns; default: the one saved with the source");
    private static readonly VerbOption Reason = new("--reason", "TEXT", "Lý do số liệu đến sau khi chốt, khi tệp đụng tới kỳ đã báo cáo", "Why the figures come after the cut-off");
    private static readonly VerbOption DryRun = new("--dry-run", null, "Chỉ kiểm tra và xem trước, không ghi", "Check and preview only, commit nothing");

    public static IEnumerable<Verb> All(IConfiguration configuration) =>
    [
        Create(configuration, "cases", "Nhập danh sách hồ sơ (CSV, XLSX): tất cả hoặc không gì cả", "Import a case list (CSV, XLSX): all of it or nothing"),
        Create(configuration, "figures", "Nhập bảng tổng hợp tháng (CSV, XLSX): tất cả hoặc không gì cả", "Import a monthly table (CSV, XLSX): all of it or nothing"),
    ];

    private static Verb Create(IConfiguration configuration, string kind, string vietnamese, string english) => new()
    {
        Name = $"import {kind}",
        Arguments = "FILE",
        FewestArguments = 1,
        MostArguments = 1,
        Options = [AgencyCode, Source, Mapping, Reason, DryRun],
        SummaryVi = vietnamese,
        SummaryEn = english,
        RunAsync = (call, ct) => ProductVerbs.WithHostAsync(configuration, host => RunAsync(host, kind, call, ct), ct),
    };

    private static async Task<int> RunAsync(ServerHost host, string kind, Invocation call, CancellationToken ct)
    {
        var path = call.Files()[0];
        var agencyId = await UserDesk.AgencyAsync(host, call.Value(AgencyCode.Name), ct);
        await using var scope = host.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(agencyId);
        var run = new Run(host, scope.ServiceProvider, Actor.System(agencyId) with { Origin = "cli" }, call);
        var source = await run.SourceAsync(kind, ct);
        var (outcome, id) = await run.StartAsync(path, source, ct);
        var import = id is { } started ? await run.FinishAsync(started, ct) : null;
        if (import is { State: ImportState.Ready })
        {
            outcome = call.Has(DryRun.Name) ? await run.CancelAsync(import.Id, ct) : await run.CommitAsync(import.Id, call.Value(Reason.Name) ?? "", ct);
            // Refused, it leaves nothing behind: whoever typed the command types it again with the reason.
            if (outcome is Outcome.Refused) await run.CancelAsync(import.Id, ct);
            var after = await run.FinishAsync(import.Id, ct);
            import = call.Has(DryRun.Name) || outcome is Outcome.Refused ? import : after;
        }

        return await run.ReportAsync(path, source, outcome, import, ct);
    }

    private sealed class Run(ServerHost host, IServiceProvider services, Actor actor, Invocation call)
    {
        private QmsDb Db => services.GetRequiredService<QmsDb>();

        /// <summary>Each act has a unit of work of its own, as requests have: the row it finds is the row of now, not of the act before.</summary>
        private AsyncServiceScope Scope()
        {
            var scope = host.App.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<AgencyScope>().Enter(actor.AgencyId);
            return scope;
        }

        public async Task<DataSource> SourceAsync(string kind, CancellationToken ct)
        {
            var sources = await Db.DataSources.AsNoTracking().Where(s => s.Kind == kind).OrderBy(s => s.Code).ToListAsync(ct);
            var known = string.Join(", ", sources.Select(s => s.Code));
            if (call.Value(Source.Name) is not { } code) throw new CannotRunException($"Hãy nêu nguồn số liệu bằng --source: {known}.", "Say which source.");

            return sources.Find(s => s.Code == code)
                ?? throw new CannotRunException($"Không có nguồn số liệu mã \"{code}\" loại này; hiện có: {(known.Length == 0 ? "chưa có nguồn nào, hãy thêm ở trang Nguồn số liệu" : known)}.", $"There is no source \"{code}\".");
        }

        public async Task<(Outcome Outcome, Guid? Started)> StartAsync(string path, DataSource source, CancellationToken ct)
        {
            SourceMapping? mapping;
            try
            {
                mapping = call.Value(Mapping.Name) is { } file ? SourceMapping.Parse(await File.ReadAllTextAsync(file, ct)) : null;
            }
            catch (BadFileException bad)
            {
                throw new CannotRunException(bad.Message, "The mapping cannot be read.");
            }

            var isWorkbook = string.Equals(Path.GetExtension(path), ".xlsx", StringComparison.OrdinalIgnoreCase);
            await using var content = File.OpenRead(path);
            await using var scope = Scope();
            var stored = await scope.ServiceProvider.GetRequiredService<FileStore>().PutAsync(actor.AgencyId, content, Path.GetFileName(path), isWorkbook ? UploadedFile.Workbook : UploadedFile.Csv, actor, ct);
            await scope.ServiceProvider.GetRequiredService<QmsDb>().SaveChangesAsync(ct);
            var verb = scope.ServiceProvider.GetRequiredService<ImportStart>();
            var outcome = await verb.ExecuteAsync(new ImportInput { SourceId = source.Id, FileId = stored.Id, Mapping = mapping }, actor, ct);
            return (outcome, outcome.IsDone ? verb.Started : null);
        }

        public async Task<Outcome> CommitAsync(Guid id, string reason, CancellationToken ct)
        {
            await using var scope = Scope();
            return await scope.ServiceProvider.GetRequiredService<ImportCommit>().ExecuteAsync(id, reason, actor, ct);
        }

        public async Task<Outcome> CancelAsync(Guid id, CancellationToken ct)
        {
            await using var scope = Scope();
            return await scope.ServiceProvider.GetRequiredService<ImportCancel>().ExecuteAsync(id, actor, ct);
        }

        /// <summary>Works on the lane of imports until this one rests: a server that runs may have taken it.</summary>
        public async Task<Import> FinishAsync(Guid id, CancellationToken ct)
        {
            while (true)
            {
                await host.App.Services.GetRequiredService<JobWorker>().DrainAsync(JobLane.Imports, ct);
                var import = await Db.Imports.AsNoTracking().SingleAsync(i => i.Id == id, ct);
                if (import.State is not (ImportState.Queued or ImportState.Reading or ImportState.Committing)) return import;
                await Task.Delay(Look, ct);
            }
        }

        public async Task<int> ReportAsync(string path, DataSource source, Outcome outcome, Import? import, CancellationToken ct)
        {
            var refused = outcome as Outcome.Refused;
            var faults = import is null ? [] : await ImportQueries.FaultsOfAsync(Db, import.Id, FaultList.Most, ct);
            var overlaps = SourceOverlap.Read(import?.Doubled ?? "[]");
            var isGood = refused is null && import?.State is ImportState.Ready or ImportState.Committed;
            if (call.IsJson)
            {
                call.WriteJson(new
                {
                    File = path,
                    Source = source.Code,
                    DryRun = call.Has(DryRun.Name),
                    State = import?.State,
                    import?.Format,
                    import?.RowsRead,
                    import?.RowsFaulty,
                    import?.Duplicates,
                    Added = import?.RowsAdded,
                    Changed = import?.RowsChanged,
                    Same = import?.RowsSame,
                    Elsewhere = import?.RowsElsewhere,
                    import?.FromDay,
                    import?.ToDay,
                    import?.Reported,
                    Effect = JsonSerializer.Deserialize<IReadOnlyList<EffectLine>>(import?.Effect ?? "[]", SourceMapping.Json),
                    Overlaps = overlaps,
                    Faults = faults,
                    refused?.Code,
                    Message = refused?.Message ?? import?.Message,
                });
                return isGood ? ExitCode.Ok : ExitCode.Finding;
            }

            foreach (var fault in faults) await call.Output.WriteLineAsync($"{path}:{fault.Row}: {fault.Column} “{fault.Value}” [{fault.Rule}] {fault.Message}");
            if (import is not null)
            {
                await call.Output.WriteLineAsync(
                    $"{import.Format}: {import.RowsRead} dòng, {import.RowsFaulty} dòng lỗi; mới {import.RowsAdded}, thay đổi {import.RowsChanged}, như cũ {import.RowsSame}, hệ thống khác giữ {import.RowsElsewhere}. "
                    + $"(rows, faulty; new, changed, same, held by another system)");
                foreach (var overlap in overlaps) await call.Output.WriteLineAsync($"Lưu ý: {overlap.ToVietnamese()} (also told by source {overlap.Source}; {(overlap.FileCounts ? "this file" : overlap.Source)} counts)");
                if (import.Message.Length > 0) await call.Output.WriteLineAsync(import.Message);
            }

            if (refused is not null) await call.Error.WriteLineAsync($"{refused.Code}: {refused.Message}");
            await call.Output.WriteLineAsync(import?.State switch
            {
                ImportState.Committed when refused is null => "Đã ghi. (committed)",
                ImportState.Ready when refused is null => "Tệp đúng; chạy thử nên chưa ghi gì. (the file is good; nothing committed)",
                _ => "Chưa ghi gì. (nothing committed)",
            });
            return isGood ? ExitCode.Ok : ExitCode.Finding;
        }
    }
}
