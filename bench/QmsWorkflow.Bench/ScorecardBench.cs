using System.Diagnostics.Metrics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Features.Operations;
using QmsWorkflow.Server.Web;

namespace QmsWorkflow.Bench;

/// <summary>The scorecard of 200 units × 20 objectives on the started product, by the server's own clock, beside a page that only says hello to the same person.</summary>
internal static partial class ScorecardBench
{
    private const int Units = 200;
    private const int Objectives = 20;
    private const double AimMilliseconds = 150;
    private const string Password = "Đo tốc độ 2024";
    private const string Hello = "/bench-hello";
    private const string Page = "/measure";

    public static async Task RunAsync(Store store, Table table, bool isQuick)
    {
        var connection = await store.CreateAsync();
        using var folder = new WorkFolder();
        await using var app = await StartAsync(connection, folder);
        await FillAsync(store, connection);
        using var person = await SignInAsync(app);
        var rounds = isQuick ? 60 : 400;
        var size = (await ReadAsync(person, Page)).Length;
        for (var round = 0; round < 20; round++)
        {
            await ReadAsync(person, Hello);
            await ReadAsync(person, Page);
        }

        using var clock = new ServerClock();
        for (var round = 0; round < rounds; round++)
        {
            await ReadAsync(person, Hello);
            await ReadAsync(person, Page);
        }

        await app.StopAsync();
        var (hello, scorecard) = (clock.Of(Hello), clock.Of(Page));
        if (hello.Count != rounds || scorecard.Count != rounds) throw new InvalidOperationException($"{hello.Count} and {scorecard.Count} of {rounds} requests were timed.");

        table.Add($"scorecard, {Units} units × {Objectives} objectives", $"{size / 1024:#,0} KiB of HTML, {rounds} requests");
        table.AtMost("scorecard page, p95 of the server's time", At(scorecard, 0.95), AimMilliseconds, "ms");
        table.Add("scorecard page, median", Table.Text(At(scorecard, 0.5), "ms"));
        table.Add("hello page of the same server, median", Table.Text(At(hello, 0.5), "ms"));
        table.Add("scorecard ÷ hello, medians", Table.Text(At(scorecard, 0.5) / At(hello, 0.5), "times"));
    }

    private static async Task<WebApplication> StartAsync(string connection, WorkFolder folder)
    {
        var settings = new QmsSettings
        {
            ConnectionString = connection,
            DataFolder = Directory.CreateDirectory(folder.File("data")).FullName,
            ContentFolder = folder.Repository,
            Url = "http://127.0.0.1:0",
        };
        var app = await ServerHost.PrepareAsync(settings, default);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var report = await scope.ServiceProvider.GetRequiredService<AgencyImport>().ImportAsync(Path.Combine(folder.Repository, "samples", "bau-bang-2024"), Password, default);
            if (report.Problems.Count > 0) throw new InvalidOperationException(string.Join("; ", report.Problems));
        }

        app.MapGet(Hello, () => Results.Content("<!doctype html><title>Xin chào</title><p>Xin chào", "text/html; charset=utf-8"));
        await app.StartAsync();
        return app;
    }

    /// <summary>A year's results in all periods and both windows, so that the page searches among as many rows as it would in December.</summary>
    private static Task FillAsync(Store store, string connection) => store.ExecuteAsync(
        connection,
        $"""
        insert into units (id, agency_id, code, name, kind, in_scope, valid_from, sort_order)
        select gen_random_uuid(), a.id, 'XA' || n, 'Ủy ban nhân dân xã số ' || n, 'commune', true, '2016-01-01', 100 + n
        from agencies a, generate_series(1, {Units} - (select count(*)::int from units where in_scope)) n
        """,
        $"""
        insert into objectives (id, agency_id, cycle_id, relation, ordinal, number, group_name, kind, statement, comparator, target_value, target_unit, criteria, method, source, measures, responsible, report_period)
        select gen_random_uuid(), c.agency_id, c.id, 'Agency', 100 + n, n::text, '', 'percent', 'Tỷ lệ hồ sơ thủ tục hành chính được giải quyết đúng hạn trong lĩnh vực thứ ' || n,
          '≥', 95, '%', '', 'Số hồ sơ đúng hạn / số hồ sơ đã giải quyết', 'Một cửa điện tử', '', 'Các đơn vị', 'Hằng quý'
        from cycles c, generate_series((select count(*)::int from objectives) + 1, {Objectives}) n
        """,
        """
        insert into objective_indicators (id, agency_id, objective_id, ordinal, indicator_code, aggregation)
        select gen_random_uuid(), agency_id, id, 1, 'dung-han', 'SumOfCounts' from objectives o where not exists (select from objective_indicators where objective_id = o.id)
        """,
        """
        insert into evaluations (id, agency_id, cycle_id, objective_id, unit_id, period_kind, period_number, period_year, cut_off, numerator, denominator, value_numerator, value_denominator,
          comparator, target_value, outcome, evaluated_at)
        select gen_random_uuid(), o.agency_id, o.cycle_id, o.id, u.id, p.kind, p.number, c.year, w.cut_off, 400 - x.late, 400, (400 - x.late) * 100, 400, '≥', 95,
          case when x.late <= 20 then 'Met' else 'Missed' end, now()
        from objectives o join cycles c on c.id = o.cycle_id
          cross join (select id, sort_order from units where in_scope union all select null, 0) u
          cross join (select 'Month' as kind, generate_series(1, 12) as number union all select 'Quarter', generate_series(1, 4) union all values ('SixMonths', 1), ('NineMonths', 1), ('Year', 1)) p
          cross join (values ('Calendar'), ('Fifteenth')) w(cut_off)
          cross join lateral (select (u.sort_order * 7 + o.ordinal * 13 + p.number) % 27 as late) x
        """,
        "analyze");

    private static async Task<HttpClient> SignInAsync(WebApplication app)
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.First()) };
        var form = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var fields = Hidden().Matches(form).ToDictionary(field => field.Groups["name"].Value, field => WebUtility.HtmlDecode(field.Groups["value"].Value), StringComparer.Ordinal);
        fields["Form.User"] = "bb.thuky";
        fields["Form.Password"] = Password;
        using var content = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(new Uri("/sign-in", UriKind.Relative), content);
        return answer.StatusCode == HttpStatusCode.Redirect ? client : throw new InvalidOperationException($"Nobody could sign in: {answer.StatusCode}.");
    }

    private static async Task<byte[]> ReadAsync(HttpClient person, string path)
    {
        using var answer = await person.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsByteArrayAsync() : throw new InvalidOperationException($"{path}: {answer.StatusCode}.");
    }

    private static double At(List<double> sorted, double part) => sorted[(int)Math.Ceiling(part * sorted.Count) - 1];

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"|<input name="(?<name>__RequestVerificationToken)"[^>]* value="(?<value>[^"]*)" """, RegexOptions.None, 1000)]
    private static partial Regex Hidden();

    /// <summary>ASP.NET Core's own meter: from the request's first byte to the end of the answer, by route.</summary>
    private sealed class ServerClock : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly List<(string Route, double Milliseconds)> seen = [];

        public ServerClock()
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument is { Meter.Name: "Microsoft.AspNetCore.Hosting", Name: "http.server.request.duration" }) self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag is not { Key: "http.route", Value: string route }) continue;

                    lock (seen) seen.Add((route, seconds * 1000));
                }
            });
            listener.Start();
        }

        public List<double> Of(string route)
        {
            lock (seen) return [.. seen.Where(one => one.Route == route).Select(one => one.Milliseconds).Order()];
        }

        public void Dispose() => listener.Dispose();
    }
}
