using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.Measurements;
using QmsWorkflow.Server.Features.Notifications;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Registers;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Runtime;
using QmsWorkflow.Server.Tests.Support;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Web;

/// <summary>The year of Hải Dương, just begun: its plan is drafted and lies with the office; one of each thing to try people on.</summary>
internal static class RunningYear
{
    /// <summary>Things of Hải Dương that exist and could be acted upon.</summary>
    internal sealed record Subject
    {
        public required Guid Cycle { get; init; }
        public required Guid Unit { get; init; }
        public required Guid Person { get; init; }
        public required Guid Assignment { get; init; }
        public required Guid Objective { get; init; }
        public required Guid UnitObjective { get; init; }

        /// <summary>A proposed change of the objective's target.</summary>
        public required Guid Revision { get; init; }

        /// <summary>The open approval of the plan, a piece of work like any other.</summary>
        public required Guid Task { get; init; }
        public required Guid Instance { get; init; }
        public required Guid Document { get; init; }
        public required Guid File { get; init; }
        public required Guid Incident { get; init; }
        public required Guid Notification { get; init; }
        public required Guid Mandate { get; init; }

        /// <summary>An own version of a template that waits for approval.</summary>
        public required Guid TemplateVersion { get; init; }
        public required Guid Issued { get; init; }
        public required Guid Number { get; init; }
        public required Guid Incoming { get; init; }
        public required Guid LegalBasis { get; init; }
        public required Guid Dossier { get; init; }
        public required Guid Copy { get; init; }

        /// <summary>A result of the unit that was entered and waits for confirmation.</summary>
        public required Guid Result { get; init; }
        public required Guid Source { get; init; }
        public required Guid Import { get; init; }
    }

    public static readonly IncomingInput Letter = new() { Issuer = "UBND tỉnh", Number = "15", Symbol = "UBND-VP", KindName = "Công văn", Summary = "việc báo cáo", Urgency = Urgency.Normal };

    public static readonly LegalBasisInput Basis = new() { Code = "luat-moi", Kind = "Luật", Number = "", Issuer = "Quốc hội", Summary = "Luật mới", Citation = "Căn cứ Luật mới" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Subject> SettleAsync(ProductApp app)
    {
        var secretary = await app.ActorAsync("hai-duong", "hd.thuky");
        var cycle = await app.InAsync("hai-duong", async (services, _) =>
        {
            var id = await services.GetRequiredService<QmsDb>().Cycles.Select(c => c.Id).SingleAsync(Ct);
            (await services.GetRequiredService<StartCycle>().ExecuteAsync(id, secretary, Ct)).ShouldBe(Outcome.Success);
            return id;
        });
        await app.Services.GetRequiredService<JobWorker>().DrainAsync(Ct);
        (await app.InAsync("hai-duong", async (services, _) =>
        {
            var draft = await services.GetRequiredService<QmsDb>().UserTasks.Where(t => t.State == WorkState.Open).Select(t => t.Id).SingleAsync(Ct);
            return await services.GetRequiredService<CompleteTask>().ExecuteAsync(new CompleteInput(draft, null, new FormCollection([])), secretary, Ct);
        })).ShouldBe(Outcome.Success);
        var unit = await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<QmsDb>().Units.Where(u => u.Code == "VP").Select(u => u.Id).SingleAsync(Ct));
        var head = await app.ActorAsync("hai-duong", "hd.truong.vp");
        (await app.InAsync("hai-duong", (services, _) => services.GetRequiredService<UnitObjectiveActs>().InheritAsync(cycle, unit, head, Ct))).ShouldBe(Outcome.Success);
        return await app.InAsync("hai-duong", (services, agency) => ReadAsync(services.GetRequiredService<QmsDb>(), agency, cycle, unit, head));
    }

    private static async Task<ObjectiveRevision> RevisionAsync(QmsDb db, Agency agency, Actor proposer, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agency.Id,
        ObjectiveId = await db.Objectives.Where(o => o.UnitId == null).Select(o => o.Id).FirstAsync(Ct),
        NewComparator = "≥",
        NewValue = 90,
        InForceFrom = new(2022, 7, 1),
        Reason = "thử",
        State = RevisionState.Proposed,
        ProposedBy = proposer.PersonId!.Value,
        ProposedAt = at,
    };

    private static async Task<Subject> ReadAsync(QmsDb db, Agency agency, Guid cycle, Guid unit, Actor head)
    {
        var task = await db.UserTasks.SingleAsync(t => t.State == WorkState.Open, Ct);
        var incident = new Incident { Id = Guid.CreateVersion7(), AgencyId = agency.Id, InstanceId = task.InstanceId, IncidentKey = "thử", Message = "thử", RaisedAt = task.OpenedAt };
        db.Incidents.Add(incident);
        var mandate = new SigningMandateRow
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agency.Id,
            PersonId = head.PersonId!.Value,
            Kind = MandateKind.WrittenAuthorisation,
            Source = "Giấy ủy quyền số 01",
            Content = "ký phiếu niêm yết",
            Documents = ["posting-sheet"],
            ValidFrom = new(2022, 1, 1),
            ValidTo = new(2022, 12, 31),
            RecordedAt = task.OpenedAt,
        };
        db.SigningMandates.Add(mandate);
        var template = new TemplateVersion
        {
            Id = Guid.CreateVersion7(),
            AgencyId = agency.Id,
            Template = "agency-objectives/to-trinh",
            Version = 1,
            FileId = await db.StoredFiles.Select(f => f.Id).FirstAsync(Ct),
            Sha256 = "",
            ShippedSha256 = "",
            State = TemplateState.Draft,
            Note = "thử",
            UploadedBy = head.PersonId!.Value,
            UploadedAt = task.OpenedAt,
        };
        db.TemplateVersions.Add(template);
        var (issued, number, incoming) = (Issued(agency), Reserved(agency), Incoming(agency, unit));
        var dossier = new Dossier { Id = Guid.CreateVersion7(), AgencyId = agency.Id, Year = 2022, Notation = "01.QLCL", Title = "ISO 9001" };
        var copy = Copy(agency, issued, await db.StoredFiles.Select(f => f.Id).FirstAsync(Ct));
        var objective = await db.Objectives.Where(o => o.UnitId == null).Select(o => o.Id).FirstAsync(Ct);
        var (revision, result) = (await RevisionAsync(db, agency, head, task.OpenedAt), Result(agency, objective, unit, head.PersonId!.Value, task.OpenedAt));
        var source = new DataSource { Id = Guid.CreateVersion7(), AgencyId = agency.Id, Code = "nguon-thu", Name = "Nguồn thử", Kind = "cases", Topic = "one-stop", Rank = 10, Mapping = "{}", IsActive = true };
        var import = new Import { Id = Guid.CreateVersion7(), AgencyId = agency.Id, SourceId = source.Id, FileId = copy.DocxFileId!.Value, Mapping = "{}", State = ImportState.Ready, AskedAt = task.OpenedAt };
        db.AddRange(issued, number, incoming, dossier, copy, revision, result, source, import);
        await db.SaveChangesAsync(Ct);
        return new Subject
        {
            Cycle = cycle,
            Unit = unit,
            Person = head.PersonId!.Value,
            Assignment = await db.RoleAssignments.Where(r => r.PersonId == head.PersonId).Select(r => r.Id).FirstAsync(Ct),
            Objective = objective,
            Result = result.Id,
            UnitObjective = await db.Objectives.Where(o => o.UnitId == unit).Select(o => o.Id).FirstAsync(Ct),
            Revision = revision.Id,
            Task = task.Id,
            Instance = task.InstanceId,
            Document = task.DocumentId!.Value,
            File = await db.StoredFiles.Select(f => f.Id).FirstAsync(Ct),
            Incident = incident.Id,
            Mandate = mandate.Id,
            TemplateVersion = template.Id,
            Notification = await db.Notifications.Select(n => n.Id).FirstAsync(Ct),
            Issued = issued.Id,
            Number = number.Id,
            Incoming = incoming.Id,
            LegalBasis = await db.LegalBases.Select(b => b.Id).FirstAsync(Ct),
            Dossier = dossier.Id,
            Copy = copy.Id,
            Source = source.Id,
            Import = import.Id,
        };
    }

    private static Measurement Result(Agency agency, Guid objective, Guid unit, Guid by, DateTimeOffset at) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agency.Id,
        ObjectiveId = objective,
        IndicatorCode = "ty-le-nhap",
        UnitId = unit,
        PeriodKind = ReportKind.Month,
        PeriodNumber = 1,
        PeriodYear = 2022,
        Numerator = 9,
        Denominator = 10,
        Note = "Sổ theo dõi",
        State = MeasurementState.Entered,
        EnteredBy = by,
        EnteredAt = at,
    };

    private static Document Issued(Agency agency) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agency.Id,
        Kind = "decision",
        Template = "agency-objectives/quyet-dinh",
        Title = "Quyết định năm trước",
        Symbol = "QĐ-SLĐTBXH",
        Series = "QĐ",
        State = DocumentState.Issued,
        Content = "{}",
        ContentVersion = 1,
        Year = 2021,
        Number = 7,
        IssuedOn = new(2021, 3, 1),
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    private static DocumentNumber Reserved(Agency agency) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agency.Id,
        Series = "GM",
        Year = 2022,
        Number = 1,
        State = NumberState.Reserved,
        Reason = "họp",
        ReservedFor = "Văn phòng",
        RecordedAt = DateTimeOffset.UnixEpoch,
    };

    private static IncomingDocument Incoming(Agency agency, Guid unit) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agency.Id,
        Year = 2022,
        ArrivalNumber = 1,
        ArrivedOn = new(2022, 3, 1),
        Issuer = "UBND tỉnh",
        Number = "3",
        Symbol = "UBND",
        KindName = "Công văn",
        Summary = "việc thử",
        Urgency = Urgency.Normal,
        State = IncomingState.Assigned,
        LeadUnitId = unit,
        RecordedAt = DateTimeOffset.UnixEpoch,
    };

    private static DocumentCopy Copy(Agency agency, Document issued, Guid file) => new()
    {
        Id = Guid.CreateVersion7(),
        AgencyId = agency.Id,
        Form = CopyForm.Full,
        Year = 2022,
        Number = 1,
        Symbol = "SY-SLĐTBXH",
        DocumentId = issued.Id,
        MadeOn = new(2022, 3, 1),
        SignerName = "Người ký",
        SignatureLines = ["GIÁM ĐỐC"],
        Recipients = ["Lưu: VT"],
        Quantity = 1,
        DocxFileId = file,
        RecordedAt = DateTimeOffset.UnixEpoch,
    };
}
