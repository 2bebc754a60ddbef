using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Indicators;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Measurements.Links;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Operations;

/// <summary>Brings an agency's files into the database: all of it or nothing. An agency that is there already is left as it is.</summary>
internal sealed class AgencyImport(QmsDb db, AgencyScope scope, Transactor transactor, AgencyCalendar calendar, UsualMeasures measures, TrailLog trail, TimeProvider clock)
{
    public async Task<ImportReport> ImportAsync(string folder, string password, CancellationToken ct)
    {
        var (sample, problems) = SampleReader.Read(folder);
        if (sample is null) return new ImportReport(null, false, problems);

        scope.EnterSystem();
        if (await db.Agencies.AnyAsync(a => a.Code == sample.Agency.Code, ct)) return new ImportReport(sample.Agency.ShortName, false, []);

        var taken = await db.People.Where(p => sample.People.Select(f => f.UserName).Contains(p.UserName)).Select(p => p.UserName).ToListAsync(ct);
        if (taken.Count > 0) return new ImportReport(null, false, [.. taken.Select(name => new SampleProblem("people.json", "$", $"tên đăng nhập \"{name}\" đã có trong hệ thống."))]);

        (await transactor.RunAsync(() => WriteAsync(sample, password, ct), ct)).OrThrow();
        return new ImportReport(sample.Agency.ShortName, true, []);
    }

    private async Task WriteAsync(SampleAgency sample, string password, CancellationToken ct)
    {
        var agency = Agency(sample.Agency);
        db.Agencies.Add(agency);
        var actor = Actor.System(agency.Id);
        var units = Units(sample, agency.Id);
        var people = AddPeople(sample, agency.Id, units, password);
        AddMandates(sample, agency.Id, people);
        var cycle = new Cycle
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agency.Id,
            Year = sample.Cycle.Year,
            Name = sample.Cycle.Name,
            StandardEdition = sample.Cycle.StandardEdition,
            State = CycleState.Preparing,
            Wording = sample.Documents.ToJsonString(DocumentDrafting.Json),
            CreatedAt = clock.GetUtcNow(),
        };
        db.Cycles.Add(cycle);
        AddPlan(sample, cycle);
        AddBases(sample, agency.Id);
        for (var index = 0; index < sample.Objectives.Count; index++) AddObjective(sample.Objectives[index], cycle, null, index, units);
        await calendar.SeedAsync(actor, ct);
        await measures.EnsureAsync(agency.Id, ct);
        trail.Record(actor, "agency.imported", "agency", agency.Id, $"Nhập dữ liệu {agency.ShortName}: {sample.Units.Count} đơn vị, {sample.People.Count} người, {sample.Objectives.Count} mục tiêu");
    }

    private static Agency Agency(AgencyFile file) => new()
    {
        Id = Guid.CreateVersion7(),
        Code = file.Code,
        Name = file.Name,
        ShortName = file.ShortName,
        SuperiorName = file.Superior,
        PlaceName = file.Place,
        Symbol = file.Symbol,
        HeadTitle = file.HeadTitle,
        DeputyTitle = file.DeputyTitle,
        AuthorityLine = file.AuthorityLine,
        IsCollective = file.IsCollective,
        CollectiveName = file.CollectiveName ?? "",
        StandardEdition = file.StandardEdition,
        TimeZone = file.TimeZone,
        Profile = JsonSerializer.Serialize(new { file.Note }, DocumentDrafting.Json),
    };

    private Dictionary<string, Guid> Units(SampleAgency sample, Guid agencyId)
    {
        var ids = sample.Units.ToDictionary(unit => unit.Code, _ => Guid.CreateVersion7(), StringComparer.Ordinal);
        db.Units.AddRange(sample.Units.Select((unit, index) => new Unit
        {
            Id = ids[unit.Code],
            AgencyId = agencyId,
            ParentId = unit.Parent is { } parent ? ids[parent] : null,
            Code = unit.Code,
            Name = unit.Name,
            Kind = unit.Kind,
            InScope = unit.InScope,
            ValidFrom = unit.ValidFrom,
            ValidTo = unit.ValidTo,
            SortOrder = index,
        }));
        return ids;
    }

    /// <returns>The ids of the people by user name.</returns>
    private Dictionary<string, Guid> AddPeople(SampleAgency sample, Guid agencyId, Dictionary<string, Guid> units, string password)
    {
        // Hashing is slow on purpose; all demo accounts share one password, so one hash will do.
        string? hash = null;
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var file in sample.People)
        {
            var person = new Person
            {
                Id = Guid.CreateVersion7(),
                AgencyId = agencyId,
                UnitId = file.Unit is { } unit ? units[unit] : null,
                FullName = file.FullName,
                UserName = file.UserName,
                Email = file.Email,
                JobTitle = file.Title,
                PasswordHash = "",
                SecurityStamp = Guid.NewGuid().ToString("N"),
                FailedSignIns = 0,
                IsActive = true,
            };
            person.PasswordHash = hash ??= SignIn.Hash(person, password);
            db.People.Add(person);
            ids[file.UserName] = person.Id;
            db.RoleAssignments.AddRange(file.Roles.Select(role => new RoleAssignment
            {
                Id = Guid.CreateVersion7(),
                AgencyId = agencyId,
                PersonId = person.Id,
                Role = RoleName.Parse(role.Role)!.Value,
                UnitId = role.Unit is { } of ? units[of] : null,
                ValidFrom = role.ValidFrom ?? new DateOnly(2016, 1, 1),
                ValidTo = role.ValidTo,
            }));
        }

        return ids;
    }

    private void AddMandates(SampleAgency sample, Guid agencyId, Dictionary<string, Guid> people) => db.SigningMandates.AddRange(sample.Mandates.Select(mandate => new SigningMandateRow
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agencyId,
        PersonId = people[mandate.Person],
        Kind = mandate.Kind,
        Source = mandate.Source,
        Content = mandate.Content ?? "",
        Documents = [.. mandate.Documents ?? []],
        ValidFrom = mandate.ValidFrom,
        ValidTo = mandate.ValidTo,
        RecordedAt = clock.GetUtcNow(),
    }));

    private void AddPlan(SampleAgency sample, Cycle cycle) => db.PlanItems.AddRange(sample.Plan.Select((item, index) => new PlanItem
    {
        Id = Guid.CreateVersion7(),
        AgencyId = cycle.AgencyId,
        CycleId = cycle.Id,
        Ordinal = index + 1,
        StepKind = item.StepKind,
        Content = item.Content,
        Timing = item.Timing,
        Responsible = item.Responsible,
        Note = item.Note ?? "",
    }));

    private void AddBases(SampleAgency sample, Guid agencyId) => db.LegalBases.AddRange(sample.LegalBases.Select(basis => new LegalBasis
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agencyId,
        Code = basis.Code,
        Kind = basis.Kind,
        Number = basis.Number,
        IssuedOn = basis.Date,
        Issuer = basis.Issuer,
        Summary = basis.Summary,
        Citation = basis.Citation,
        EffectiveFrom = basis.EffectiveFrom,
        EffectiveTo = basis.EffectiveTo,
        ReplacedBy = basis.ReplacedBy,
    }));

    private void AddObjective(ObjectiveFile file, Cycle cycle, Guid? parentId, int index, Dictionary<string, Guid> units)
    {
        var objective = new Objective
        {
            Id = Guid.CreateVersion7(),
            AgencyId = cycle.AgencyId,
            CycleId = cycle.Id,
            ParentId = parentId,
            Relation = ObjectiveRelation.Agency,
            Ordinal = index + 1,
            Number = file.Number,
            GroupName = file.Group ?? "",
            Kind = file.Kind,
            Statement = file.Statement,
            Comparator = file.Comparator,
            TargetValue = file.Target,
            TargetUnit = file.Unit ?? "",
            Criteria = file.Criteria ?? "",
            Method = file.Method ?? "",
            Source = file.Source ?? "",
            Measures = file.Measures ?? "",
            Responsible = file.Responsible ?? "",
            ReportPeriod = file.ReportPeriod ?? "",
            PolicyStatement = file.Policy ?? "",
            Clause = file.Clause ?? "",
            ProcedureName = file.Procedure ?? "",
            StartsOn = new DateOnly(cycle.Year, 1, 1),
            EndsOn = new DateOnly(cycle.Year, 12, 31),
        };
        db.Objectives.Add(objective);
        db.ObjectiveTargets.AddRange((file.UnitTargets ?? []).Select(target => new ObjectiveTarget
        {
            Id = Guid.CreateVersion7(),
            AgencyId = cycle.AgencyId,
            ObjectiveId = objective.Id,
            UnitId = units[target.Unit],
            Comparator = target.Comparator,
            TargetValue = target.Target,
        }));
        db.ObjectiveActions.AddRange((file.Actions ?? []).Select((action, number) => new ObjectiveAction
        {
            Id = Guid.CreateVersion7(),
            AgencyId = cycle.AgencyId,
            ObjectiveId = objective.Id,
            Ordinal = number + 1,
            Content = action.Content,
            Lead = action.Lead,
            Cooperation = action.Cooperation,
            Timing = action.Timing,
        }));
        db.ObjectiveIndicators.AddRange((file.Indicators ?? []).Select((indicator, number) => IndicatorLinks.New(cycle.AgencyId, objective.Id, number + 1, Link(indicator))));
        for (var part = 0; part < (file.Parts?.Count ?? 0); part++) AddObjective(file.Parts![part], cycle, objective.Id, part, units);
    }

    private static IndicatorLink Link(IndicatorFile file) =>
        new(file.Code, file.Aggregation ?? Aggregation.SumOfCounts, file.CutOff ?? CutOff.Calendar, new IndicatorFilter(file.Fields ?? [], file.Procedures ?? []));
}

/// <param name="Agency">The agency's short name; null when the files are refused.</param>
/// <param name="IsNew">False when the agency was there already.</param>
internal sealed record ImportReport(string? Agency, bool IsNew, IReadOnlyList<SampleProblem> Problems);

/// <summary>Loads the sample agencies that are not there yet; in demo mode, at start.</summary>
internal sealed class DemoAgencies(IServiceScopeFactory scopes, DemoOptions options)
{
    /// <exception cref="InvalidOperationException">A sample is broken; the message lists all problems.</exception>
    public async Task LoadAsync(string samples, CancellationToken ct)
    {
        foreach (var folder in System.IO.Directory.EnumerateDirectories(samples).Order(StringComparer.Ordinal))
        {
            await using var scope = scopes.CreateAsyncScope();
            var report = await scope.ServiceProvider.GetRequiredService<AgencyImport>().ImportAsync(folder, options.Password, ct);
            if (report.Problems.Count > 0) throw new InvalidOperationException($"{folder}: {string.Join("; ", report.Problems)}");
        }
    }
}
