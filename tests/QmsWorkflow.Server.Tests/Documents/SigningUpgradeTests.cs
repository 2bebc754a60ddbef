using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Tests.Support;

namespace QmsWorkflow.Server.Tests.Documents;

/// <summary>An agency that was there before rights to sign were recorded goes on signing.</summary>
public sealed class SigningUpgradeTests(TestCluster cluster)
{
    [Fact]
    public async Task A_deputy_keeps_the_right_and_a_collective_gets_its_name_and_nothing_comes_twice()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var before = await app.InAsync("bau-bang", async (services, agency) =>
        {
            var db = services.GetRequiredService<QmsDb>();
            await db.SigningMandates.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
            return await db.Agencies.Where(a => a.Id == agency.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.CollectiveName, ""), TestContext.Current.CancellationToken);
        });

        before.ShouldBe(1);
        for (var run = 0; run < 2; run++)
        {
            await app.InAsync("bau-bang", (services, _) => services.GetRequiredService<QmsDb>().Database.ExecuteSqlAsync($"set qms.agency = '*'; delete from schema_migrations where name = '0031_signing_carried.sql'"));
            (await Migrator.MigrateAsync(app.Connection, TestContext.Current.CancellationToken)).ShouldBe(["0031_signing_carried.sql"]);
        }

        (await app.AgencyAsync("bau-bang")).CollectiveName.ShouldBe("Ủy ban nhân dân");
        var right = await app.InAsync("bau-bang", (services, _) => services.GetRequiredService<QmsDb>().SigningMandates.SingleAsync(TestContext.Current.CancellationToken));
        (right.Kind, right.ValidFrom, right.RevokedOn).ShouldBe((MandateKind.AssignedField, new DateOnly(2016, 1, 1), null));
        var actor = await app.ActorAsync("bau-bang", "bb.phochutich");
        var (block, reason) = await app.InAsync("bau-bang", (services, agency) =>
            services.GetRequiredService<SignatureBlocks>().ForAsync(agency, "auto", "plan", null, actor, new DateOnly(2024, 4, 22), TestContext.Current.CancellationToken));
        reason.ShouldBeNull();
        block!.Lines.ShouldBe(["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]);
    }
}
