using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Web;

/// <summary>Authorisation is in every verb, whatever the pages show: each one is tried by somebody who may not, and by the mightiest person of another agency.</summary>
public sealed class AuthorisationTests(TestCluster cluster)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_verb_is_tried()
    {
        var found = typeof(QmsDb).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.IsAssignableTo(typeof(ITaskForm)) && !type.IsAssignableTo(typeof(IWorkSection)))
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(IsAct).Select(method => $"{type.Name}.{method.Name}"));

        found.Order(StringComparer.Ordinal).ShouldBe(Verbs.All.Select(v => v.Name).Concat(Verbs.Parts).Order(StringComparer.Ordinal), "a new verb needs a try in Verbs.cs");
    }

    [Fact]
    public async Task A_person_without_the_right_is_refused_and_nothing_is_written()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var on = await RunningYear.SettleAsync(app);
        var stranger = await app.ActorAsync("hai-duong", "hd.cc1.khtc");
        var before = await CountAsync(app);

        var faults = new List<string>();
        foreach (var verb in Verbs.All)
        {
            var outcome = await app.InAsync("hai-duong", (services, _) => verb.RunAsync(services, on, stranger));
            if ((outcome as Outcome.Refused)?.Code != verb.Code) faults.Add($"{verb.Name}: {outcome}");
        }

        faults.ShouldBeEmpty();
        (await CountAsync(app)).ShouldBe(before);
    }

    [Fact]
    public async Task Somebody_who_holds_every_role_in_another_agency_finds_nothing()
    {
        await using var app = await ProductApp.CreateAsync(cluster);
        var on = await RunningYear.SettleAsync(app);
        var admin = await app.ActorAsync("bac-giang", "bg.quantri");
        var mighty = admin with { Roles = [.. Enum.GetValues<Role>().Select(role => new HeldRole(role, null)), new HeldRole(Role.UnitHead, on.Unit)] };
        var before = await CountAsync(app);

        var faults = new List<string>();
        foreach (var verb in Verbs.All.Where(v => v.HasSubject && v.Code == "QMS302"))
        {
            var outcome = await app.InAsync("bac-giang", (services, _) => verb.RunAsync(services, on, mighty));
            if ((outcome as Outcome.Refused)?.Code is not ("QMS305" or "QMS302" or "QMS603")) faults.Add($"{verb.Name}: {outcome}");
        }

        faults.ShouldBeEmpty();
        (await CountAsync(app)).ShouldBe(before);
    }

    private static bool IsAct(MethodInfo method) =>
        method.GetParameters().Any(p => p.ParameterType == typeof(Actor))
        && method.ReturnType is { IsGenericType: true } task && task.GetGenericTypeDefinition() == typeof(Task<>)
        && task.GetGenericArguments()[0] is var result
        && (result == typeof(Outcome) || (result.IsGenericType && result.GetGenericArguments()[0] == typeof(Outcome)));

    /// <summary>All that verbs write: every act leaves an entry in the trail of somebody.</summary>
    private static Task<int> CountAsync(ProductApp app) => app.InAsync("hai-duong", (services, _) =>
    {
        services.GetRequiredService<AgencyScope>().EnterSystem();
        return services.GetRequiredService<QmsDb>().TrailEntries.CountAsync(Ct);
    });
}
