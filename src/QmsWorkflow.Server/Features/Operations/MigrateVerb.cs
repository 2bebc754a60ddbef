using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Engine.Execution;
using QmsWorkflow.Server.Cli;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Workflows;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>Moves running instances to another version from the command line, agency by agency, each instance in its own transaction.</summary>
internal static class MigrateVerb
{
    private static readonly VerbOption From = new("--from", "N", "Phiên bản đang chạy (bắt buộc)", "The version they run on (required)");
    private static readonly VerbOption To = new("--to", "M", "Phiên bản chuyển sang (bắt buộc)", "The version to move to (required)");
    private static readonly VerbOption Preview = new("--preview", null, "Chỉ xem trước, không chuyển", "Only say what would happen");
    private static readonly VerbOption Instance = new("--instance", "ID", "Chỉ lần thực hiện này", "Only this instance");
    private static readonly VerbOption Agency = new("--agency", "CODE", "Chỉ cơ quan có mã này", "Only the agency of this code");

    public static Verb Create(IConfiguration configuration) => new()
    {
        Name = "workflow migrate",
        Arguments = "WORKFLOW",
        FewestArguments = 1,
        MostArguments = 1,
        Options = [From, To, Preview, Instance, Agency],
        SummaryVi = "Chuyển các lần đang chạy sang phiên bản khác; lần nào không khớp thì giữ nguyên và nêu lý do",
        SummaryEn = "Move running instances to another version; those that do not fit stay and the reason is said",
        RunAsync = (call, ct) => ProductVerbs.WithHostAsync(configuration, host => RunAsync(host, call, ct), ct),
    };

    private static async Task<int> RunAsync(ServerHost host, Invocation call, CancellationToken ct)
    {
        var (from, to) = (Number(call, From), Number(call, To));
        var only = OnlyInstance(call);
        var lines = new List<Line>();
        foreach (var (agency, code) in await AgenciesAsync(host, call, ct))
        {
            await using var desk = UserDesk.Open(host, agency);
            var preview = await desk.Get<VersionQueries>().PreviewAsync(call.Arguments[0], from, to, only, ct, most: int.MaxValue)
                ?? throw new CannotRunException($"Quy trình \"{call.Arguments[0]}\" không có phiên bản {from} hoặc {to}.", $"Workflow \"{call.Arguments[0]}\" has no version {from} or {to}.");
            foreach (var line in preview.Lines)
            {
                var outcome = call.Has(Preview.Name) ? null
                    : (await desk.Get<MigrateInstances>().RunAsync([new MigrateInput(line.Instance.Id, from, to, line.Instance.StateVersion)], desk.Actor, ct))[0].Outcome;
                lines.Add(Line.Of(code, line, outcome));
            }
        }

        await WriteAsync(call, lines);
        return lines.TrueForAll(l => l.IsPossible && l.Refusal is null) ? ExitCode.Ok : ExitCode.Finding;
    }

    private static async Task WriteAsync(Invocation call, List<Line> lines)
    {
        if (call.IsJson)
        {
            call.WriteJson(new { instances = lines });
            return;
        }

        foreach (var line in lines)
        {
            var state = line switch
            {
                { IsMoved: true } => "đã chuyển (moved)",
                { Refusal: not null } => $"giữ nguyên (kept) {line.Code}",
                { IsPossible: true } => "chuyển được (can move)",
                _ => "không chuyển được (cannot move)",
            };
            await call.Output.WriteLineAsync($"{line.Agency}\t{line.Id}\t{line.Name}\t{state}");
            if (line.Refusal is not null && line.Code != "QMS773") await call.Output.WriteLineAsync($"  {line.Refusal}");
            foreach (var said in line.Notes) await call.Output.WriteLineAsync($"  {said}");
        }

        await call.Output.WriteLineAsync(call.Has(Preview.Name)
            ? $"{lines.Count} lần thực hiện, {lines.Count(l => l.IsPossible)} chuyển được ({lines.Count} instances, {lines.Count(l => l.IsPossible)} can move)"
            : $"{lines.Count} lần thực hiện, {lines.Count(l => l.IsMoved)} đã chuyển ({lines.Count} instances, {lines.Count(l => l.IsMoved)} moved)");
    }

    private static async Task<List<(Guid Id, string Code)>> AgenciesAsync(ServerHost host, Invocation call, CancellationToken ct)
    {
        Guid? only = call.Value(Agency.Name) is { } code ? await UserDesk.AgencyAsync(host, code, ct) : null;
        await using var scope = host.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AgencyScope>().EnterSystem();
        var agencies = await scope.ServiceProvider.GetRequiredService<QmsDb>().Agencies.AsNoTracking()
            .Where(a => only == null || a.Id == only).OrderBy(a => a.Code).Select(a => new { a.Id, a.Code }).ToListAsync(ct);
        return [.. agencies.Select(a => (a.Id, a.Code))];
    }

    private static int Number(Invocation call, VerbOption option) =>
        call.Number(option.Name, 1, int.MaxValue) ?? throw new UsageException($"Thiếu {option.Name}.", $"{option.Name} is missing.");

    private static Guid? OnlyInstance(Invocation call) => call.Value(Instance.Name) switch
    {
        null => null,
        var text when Guid.TryParse(text, out var id) => id,
        var text => throw new UsageException($"\"{text}\" không phải mã của một lần thực hiện.", $"\"{text}\" is no id of an instance."),
    };

    private sealed record Line(string Agency, Guid Id, string? Name, bool IsPossible, bool IsMoved, string? Code, string? Refusal, IReadOnlyList<string> Notes)
    {
        public static Line Of(string agency, MoveLine line, Outcome? outcome) => new(
            agency, line.Instance.Id, line.Instance.Name, line.Map.IsPossible, outcome is { IsDone: true }, (outcome as Outcome.Refused)?.Code, (outcome as Outcome.Refused)?.Message,
            [.. line.Map.Items.Where(i => i.Kind != MigrationKind.VariableMaps).Select(i => MigrationWords.Say(i))]);
    }
}
