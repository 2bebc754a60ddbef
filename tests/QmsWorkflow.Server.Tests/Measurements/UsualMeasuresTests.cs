using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Measurements;

/// <summary>What every agency is measured with from the start, and by what the samples' objectives are measured.</summary>
public sealed class UsualMeasuresTests(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_agency_has_the_shipped_indicators_approved_and_five_sources()
    {
        await using var app = await ProductApp.CreateAsync(cluster);

        foreach (var code in (string[])["hai-duong", "bac-giang", "bau-bang", "ba-ria-vung-tau"])
        {
            var (indicators, sources) = await app.InAsync(code, async (services, _) =>
            {
                var db = services.GetRequiredService<QmsDb>();
                return (await db.Indicators.AsNoTracking().ToListAsync(Ct), await db.DataSources.AsNoTracking().OrderBy(s => s.Rank).ToListAsync(Ct));
            });

            indicators.Select(i => i.Code).Order(StringComparer.Ordinal).ShouldBe(ShippedIndicators.All.Select(shipped => shipped.Code).Order(StringComparer.Ordinal));
            indicators.ShouldAllBe(i => i.State == IndicatorState.Approved && i.Version == 1);
            indicators.ShouldAllBe(i => IndicatorDefinition.Parse(i.Definition).IsOk);
            sources.Select(s => (s.Code, s.Kind, s.Topic)).ShouldBe([
                ("mot-cua", "cases", "one-stop"), ("mot-cua-thang", "figures", "one-stop"), ("khao-sat", "figures", "survey"), ("dao-tao", "figures", "training"), ("nhap-tay", "entries", "other")]);
        }
    }

    [Fact]
    public async Task An_agency_that_lacks_some_gets_them_at_start_and_keeps_its_own_versions()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        await app.InAsync("hai-duong", async (services, _) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            db.Indicators.Remove(await db.Indicators.SingleAsync(i => i.Code == "ky-luat", Ct));
            db.DataSources.Remove(await db.DataSources.SingleAsync(s => s.Code == "dao-tao", Ct));
            var changed = await db.Indicators.SingleAsync(i => i.Code == "dung-han", Ct);
            (changed.Version, changed.Name) = (2, "Cách tính riêng");
            return await db.SaveChangesAsync(Ct);
        });

        (await EnsureAsync(app)).ShouldBe(2);
        (await EnsureAsync(app)).ShouldBe(0);

        var kept = await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Indicators.AsNoTracking().Where(i => i.Code == "dung-han" || i.Code == "ky-luat").OrderBy(i => i.Code).ToListAsync(Ct));
        kept.Select(i => (i.Code, i.Version, i.Name == "Cách tính riêng")).ShouldBe([("dung-han", 2, true), ("ky-luat", 1, false)]);
    }

    [Theory]
    [InlineData("hai-duong", "1. quy-trinh-ap-dung|2. dung-han|3. hai-long-phieu|4. phan-anh-kien-nghi|5. ky-luat")]
    [InlineData("bac-giang", "4.1 dung-han|4.2 truoc-han|4.3 toan-trinh|4.4 thanh-toan-truc-tuyen|4.5 so-hoa-ho-so|4.5 so-hoa-ket-qua|6.2 nhiem-vu|6.3 hai-long-phieu|Mục tiêu 3. van-ban-qppl|Mục tiêu 5. tai-lieu-5s")]
    [InlineData("bau-bang", "1 dung-han|2 hai-long-phieu|3 dao-tao")]
    [InlineData("ba-ria-vung-tau", "1 dao-tao|2 cong-khai-nhap|3 hai-long-cong-khai|4 hai-long-thai-do|5 hai-long-co-so|6 dung-luat|7 dung-han")]
    public async Task Every_objective_of_the_samples_that_has_a_figure_is_measured(string agency, string links)
    {
        await using var app = await ProductApp.CreateAsync(cluster);

        var (rows, unmeasured) = await app.InAsync(agency, async (services, _) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            var objectives = await db.Objectives.AsNoTracking().ToListAsync(Ct);
            var measured = await db.ObjectiveIndicators.AsNoTracking().ToListAsync(Ct);
            return (measured.Select(link => $"{objectives.Single(o => o.Id == link.ObjectiveId).Number} {link.IndicatorCode}").Order(StringComparer.Ordinal).ToList(),
                objectives.Where(o => !measured.Exists(link => link.ObjectiveId == o.Id)).Select(o => o.Kind).Distinct().ToList());
        });

        rows.ShouldBe(links.Split('|'));
        unmeasured.ShouldAllBe(kind => kind == "qualitative" || kind == "composite");
    }

    [Fact]
    public async Task A_satisfaction_told_as_the_average_of_the_year_is_linked_so() // S-183…S-185
    {
        await using var app = await ProductApp.CreateAsync(cluster);

        var averaged = await app.InAsync("ba-ria-vung-tau", (services, _) => services.GetRequiredService<QmsDb>().ObjectiveIndicators.AsNoTracking()
            .Where(link => link.Aggregation == Aggregation.AverageOfPeriods).Select(link => link.IndicatorCode).ToListAsync(Ct));

        averaged.Order(StringComparer.Ordinal).ShouldBe(["hai-long-co-so", "hai-long-cong-khai", "hai-long-thai-do"]);
    }

    private static async Task<int> EnsureAsync(ProductApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UsualMeasures>().EnsureAllAsync(Ct);
    }
}
