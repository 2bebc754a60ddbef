using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using QmsWorkflow.Domain.Calendar;
using QmsWorkflow.Domain.Signing;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.Approvals;
using QmsWorkflow.Server.Features.Calendar;
using QmsWorkflow.Server.Features.Compose;
using QmsWorkflow.Server.Features.Cycles;
using QmsWorkflow.Server.Features.Documents;
using QmsWorkflow.Server.Features.FormChecks;
using QmsWorkflow.Server.Features.Measurements.Definitions;
using QmsWorkflow.Server.Features.Measurements.Entries;
using QmsWorkflow.Server.Features.Measurements.Evaluating;
using QmsWorkflow.Server.Features.Measurements.Imports;
using QmsWorkflow.Server.Features.Objectives;
using QmsWorkflow.Server.Features.Operations;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Features.Plans;
using QmsWorkflow.Server.Features.Registers;
using QmsWorkflow.Server.Features.Signing;
using QmsWorkflow.Server.Features.Signing.Flow;
using QmsWorkflow.Server.Features.Signing.Outside;
using QmsWorkflow.Server.Features.Tasks;
using QmsWorkflow.Server.Features.Templates;
using QmsWorkflow.Server.Features.Workflows;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Tests.Web;

/// <summary>Every verb of the product with a try that only its rightful people may make. A new verb needs a line here: <see cref="AuthorisationTests"/> says so.</summary>
internal static class Verbs
{
    /// <param name="HasSubject">False when the verb makes something new in the actor's own agency.</param>
    internal sealed record Try(string Name, Func<IServiceProvider, RunningYear.Subject, Actor, Task<Outcome>> RunAsync, bool HasSubject = true, string Code = "QMS302");

    private static readonly FormCollection Nothing = new([]);
    private static readonly DateOnly Day = new(2022, 6, 1);
    private static readonly UnitInput Unit = new("MOI", "Phòng Mới", "division", null, true, 9, Day);
    private static readonly PersonInput Person = new("Người Mới", "hd.moi", "Chuyên viên", null, null);

    public static IReadOnlyList<Try> All { get; } =
    [
        Of<CompleteTask>("CompleteTask.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new CompleteInput(on.Task, null, Nothing), by, default)),
        Of<SaveDraft>("SaveDraft.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Task, Nothing, by, default)),
        Of<AddEvidence>("AddEvidence.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new EvidenceInput.Note(on.Task, "Ghi chú"), by, default)),
        Of<RemoveEvidence>("RemoveEvidence.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Task, on.Task, by, default)),
        Of<ReassignTask>("ReassignTask.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new ReassignInput(on.Task, by.PersonId!.Value, "lý do"), by, default)),
        Of<CommentOnTask>("CommentOnTask.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Task, "ý kiến", by, default)),
        Of<ReleaseReader>("ReleaseReader.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Task, "lý do", by, default)),
        Of<Acknowledge>("Acknowledge.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new AcknowledgeInput(on.Task, 1, true), by, default)),
        Of<Decide>("Decide.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new DecideInput { TaskId = on.Task, Verdict = Verdict.Approve }, by, default)),
        Of<StartCycle>("StartCycle.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Cycle, by, default)),
        Of<RollOver>("RollOver.ExecuteAsync", async (verb, on, by) => (await verb.ExecuteAsync(on.Cycle, by, default)).Outcome),
        Of<IncidentActs>("IncidentActs.RetryAsync", (verb, on, by) => verb.RetryAsync(on.Incident, by, default)),
        Of<IncidentActs>("IncidentActs.SkipAsync", (verb, on, by) => verb.SkipAsync(on.Incident, "lý do", "", by, default)),
        Of<RepairVariable>("RepairVariable.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new RepairInput(on.Instance, "Decision", "", "lý do"), by, default)),
        Of<DraftActs>("DraftActs.SaveAsync", (verb, _, by) => verb.SaveAsync(new DraftInput(null, "w.json", """{"definitionId":"w","root":{"id":"r","type":"Elsa.Sequence"}}""", null), by, default), isMine: true),
        Of<DraftActs>("DraftActs.DiscardAsync", (verb, _, by) => verb.DiscardAsync("annual-plan", "", by, default), isMine: true),
        Of<DraftActs>("DraftActs.PublishAsync", (verb, _, by) => verb.PublishAsync("annual-plan", "", by, default), isMine: true),
        Of<VersionActs>("VersionActs.PublishAgainAsync", (verb, _, by) => verb.PublishAgainAsync("annual-plan", 1, by, default), isMine: true),
        Of<VersionActs>("VersionActs.DeleteAsync", (verb, _, by) => verb.DeleteAsync("annual-plan", 1, by, default), isMine: true),
        Of<MigrateInstance>("MigrateInstance.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new MigrateInput(on.Instance, 1, 2, 1), by, default)),
        Of<SavePlan>("SavePlan.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Cycle, [], "", by, default)),
        Of<SaveObjective>("SaveObjective.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new ObjectiveInput { CycleId = on.Cycle, Statement = "Mục tiêu" }, by, default)),
        Of<SaveMatrix>("SaveMatrix.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Cycle, new Dictionary<(Guid, Guid), MatrixCell> { [(on.Objective, on.Unit)] = new("1", "") }, by, default)),
        Of<EvaluateNow>("EvaluateNow.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new EvaluateInput { CycleId = on.Cycle, Periods = [] }, by, default)),
        Of<SaveMissCause>("SaveMissCause.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new MissCauseInput { ObjectiveId = on.Objective, UnitId = on.Unit, Period = new ReportPeriod(ReportKind.Year, 1, 2022), Cause = "Thiếu người" }, by, default)),
        Of<UnitObjectiveActs>("UnitObjectiveActs.InheritAsync", (verb, on, by) => verb.InheritAsync(on.Cycle, on.Unit, by, default)),
        Of<UnitObjectiveActs>("UnitObjectiveActs.RemoveAsync", (verb, on, by) => verb.RemoveAsync(on.UnitObjective, by, default)),
        Of<ProposeRevision>("ProposeRevision.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new RevisionInput(on.Objective, null, "≥", "90", Day, "lý do"), by, default)),
        Of<DecideRevision>("DecideRevision.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Revision, true, "", by, default)),
        Of<WithdrawRevision>("WithdrawRevision.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Revision, by, default)),
        Of<RecordNotice>("RecordNotice.ExecuteAsync", async (verb, _, by) => (await verb.ExecuteAsync(new NoticeDraft { Code = "TB-1" }, true, by, default)).Outcome, isMine: true),
        Of<MoveClock>("MoveClock.ExecuteAsync", (verb, _, by) => verb.ExecuteAsync(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), by, default), isMine: true),
        Of<GiveSigningRight>("GiveSigningRight.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new SigningRightInput(on.Person, MandateKind.WrittenAuthorisation, "Giấy ủy quyền số 01", "ký thay", [], Day, Day), by, default)),
        Of<AllowDutyException>("AllowDutyException.ExecuteAsync", (verb, _, by) => verb.ExecuteAsync(new DutyExceptionInput(null, DutyRule.DrafterSigns, "Quyết định số 05", Day, null), by, default), isMine: true),
        Of<EndDutyException>("EndDutyException.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Mandate, by, default)),
        Of<HandOut>("HandOut.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Document, by, default), code: "QMS305"),
        Of<TakeBack>("TakeBack.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new TakeBackInput(on.Document, [], null, false), by, default), code: "QMS305"),
        Of<RevokeSigningRight>("RevokeSigningRight.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Mandate, by, default)),
        Of<SaveComposition>("SaveComposition.ExecuteAsync", async (verb, on, by) => (await verb.ExecuteAsync(new CompositionInput(on.Document, "plan", []) { Seen = 1 }, by, default)).Outcome, code: "QMS418"),
        Of<SubmitDocument>("SubmitDocument.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Document, 1, by, default), code: "QMS418"),
        Of<DeleteDraft>("DeleteDraft.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Document, by, default), code: "QMS418"),
        Of<UploadTemplate>("UploadTemplate.ExecuteAsync", (verb, _, by) => verb.ExecuteAsync(new UploadTemplateInput("agency-objectives/to-trinh", [1], "sửa"), by, default), isMine: true),
        Of<TemplateActs>("TemplateActs.ApproveAsync", (verb, on, by) => verb.ApproveAsync(on.TemplateVersion, by, default)),
        Of<TemplateActs>("TemplateActs.RestoreAsync", (verb, on, by) => verb.RestoreAsync(on.TemplateVersion, by, default)),
        Of<TemplateActs>("TemplateActs.RetireAsync", (verb, on, by) => verb.RetireAsync(on.TemplateVersion, by, default)),
        Of<AddSigningKey>("AddSigningKey.ExecuteAsync", (verb, _, by) => verb.ExecuteAsync(new SigningKeyInput(null, [1], ""), by, default), isMine: true),
        Of<RevokeSigningKey>("RevokeSigningKey.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Mandate, "lý do", by, default)),
        Of<SaveSigningPicture>("SaveSigningPicture.ExecuteAsync", (verb, _, by) => verb.ExecuteAsync(new SigningPictureInput(null, [1], 36), by, default), isMine: true),
        Of<SavePerson>("SavePerson.AddAsync", async (verb, _, by) => (await verb.AddAsync(Person, by, default)).Outcome, isMine: true),
        Of<SavePerson>("SavePerson.ChangeAsync", (verb, on, by) => verb.ChangeAsync(on.Person, Person, by, default)),
        Of<PersonAccess>("PersonAccess.ActivateAsync", (verb, on, by) => verb.ActivateAsync(on.Person, by, default)),
        Of<PersonAccess>("PersonAccess.DeactivateAsync", (verb, on, by) => verb.DeactivateAsync(on.Person, by, default)),
        Of<PersonAccess>("PersonAccess.ResetPasswordAsync", async (verb, on, by) => (await verb.ResetPasswordAsync(on.Person, by, default)).Outcome),
        Of<ChangePassword>("ChangePassword.ExecuteAsync", async (verb, _, by) => (await verb.ExecuteAsync("không phải", "Mật khẩu mới 1", "Mật khẩu mới 1", by, default)).Outcome, code: "QMS606"),
        Of<GiveRole>("GiveRole.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new RoleInput(on.Person, Role.Admin, null, Day, null), by, default)),
        Of<EndRole>("EndRole.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Assignment, Day, by, default)),
        Of<SaveUnit>("SaveUnit.AddAsync", (verb, _, by) => verb.AddAsync(Unit, by, default), isMine: true),
        Of<SaveUnit>("SaveUnit.ChangeAsync", (verb, on, by) => verb.ChangeAsync(on.Unit, Unit, by, default)),
        Of<RenameUnit>("RenameUnit.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Unit, "Tên khác", Day, by, default)),
        Of<CloseUnit>("CloseUnit.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Unit, Day, by, default)),
        Of<SaveSuccessor>("SaveSuccessor.AddAsync", (verb, on, by) => verb.AddAsync(new SuccessorInput(on.Unit, on.Unit, Day, ""), by, default)),
        Of<SaveSuccessor>("SaveSuccessor.RemoveAsync", (verb, on, by) => verb.RemoveAsync(on.Unit, by, default)),
        Of<ReserveNumbers>("ReserveNumbers.ExecuteAsync", (verb, _, by) => verb.ExecuteAsync(new ReserveInput("QĐ", null, 1, "lý do", "Văn phòng", Day), by, default), isMine: true),
        Of<VoidNumber>("VoidNumber.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Number, "lý do", by, default)),
        Of<KeepNumber>("KeepNumber.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new KeepNumberInput(on.Document, NumberSource.Reserved, on.Number, null, ""), by, default)),
        Of<SaveSeries>("SaveSeries.AddAsync", (verb, _, by) => verb.AddAsync(new SeriesInput("VB", "Chung", null, ["TB"], false, 2030, ""), by, default), isMine: true),
        Of<SaveCommittee>("SaveCommittee.AddAsync", (verb, _, by) => verb.AddAsync(new CommitteeInput("Ban", "BCĐ", "", Day, null), by, default), isMine: true),
        Of<SaveCommitteeLeader>("SaveCommitteeLeader.AddAsync", (verb, on, by) => verb.AddAsync(new CommitteeLeaderInput(on.Unit, on.Unit, "Trưởng ban", true), by, default)),
        Of<SaveCommitteeLeader>("SaveCommitteeLeader.RemoveAsync", (verb, on, by) => verb.RemoveAsync(on.Unit, by, default)),
        Of<IssueAsCommittee>("IssueAsCommittee.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Document, null, by, default)),
        Of<RelateDocuments>("RelateDocuments.AddAsync", (verb, on, by) => verb.AddAsync(new RelateInput(on.Document, on.Issued, DocumentRelationKind.Recalls, ""), by, default)),
        Of<RelateDocuments>("RelateDocuments.RemoveAsync", (verb, on, by) => verb.RemoveAsync(on.Document, by, default)),
        Of<SaveOutgoingEntry>("SaveOutgoingEntry.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new OutgoingEntryInput(on.Issued, "", 1, null, "", ""), by, default)),
        Of<ReceiveDocument>("ReceiveDocument.ExecuteAsync", async (verb, _, by) => (await verb.ExecuteAsync(RunningYear.Letter, null, by, default)).Outcome, isMine: true),
        Of<CorrectIncoming>("CorrectIncoming.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Incoming, RunningYear.Letter, by, default)),
        Of<AssignIncoming>("AssignIncoming.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new AssignInput(on.Incoming, on.Unit, [], "", 5, PeriodUnit.WorkingDays, null), by, default)),
        Of<NoteProgress>("NoteProgress.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new ProgressInput(on.Incoming, "đang làm", false, null, ""), by, default)),
        Of<SaveLegalBasis>("SaveLegalBasis.AddAsync", (verb, _, by) => verb.AddAsync(RunningYear.Basis, by, default), isMine: true),
        Of<SaveLegalBasis>("SaveLegalBasis.ChangeAsync", (verb, on, by) => verb.ChangeAsync(on.LegalBasis, RunningYear.Basis, by, default)),
        Of<MakeCopy>("MakeCopy.ExecuteAsync", async (verb, on, by) => (await verb.ExecuteAsync(new CopyInput(CopyForm.Full, on.Issued, null, on.Person, 1, "Lưu: VT", ""), by, default)).Outcome),
        Of<ApplyFormFixes>("ApplyFormFixes.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new FormFixInput(on.Document, 1, ["ND30-902.d1"]), by, default), code: "QMS460"),
        Of<DraftDefinition>("DraftDefinition.ExecuteAsync", async (verb, _, by) => (await verb.ExecuteAsync("{}", by, default)).Outcome, isMine: true),
        Of<DraftDefinition>("DraftDefinition.DiscardAsync", (verb, on, by) => verb.DiscardAsync(on.Unit, by, default)),
        Of<ApproveDefinition>("ApproveDefinition.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Unit, by, default)),
        Of<EnterResult>("EnterResult.ExecuteAsync", async (verb, on, by) => (await verb.ExecuteAsync(new EntryInput { ObjectiveId = on.Objective, Note = "sổ" }, null, by, default)).Outcome),
        Of<DecideResult>("DecideResult.ConfirmAsync", (verb, on, by) => verb.ConfirmAsync(on.Result, "", by, default)),
        Of<DecideResult>("DecideResult.ReturnAsync", (verb, on, by) => verb.ReturnAsync(on.Result, "lý do", by, default)),
        Of<DossierActs>("DossierActs.OpenAsync", (verb, _, by) => verb.OpenAsync(new DossierInput("01.ISO", "ISO 9001", "", "", ""), by, default), isMine: true),
        Of<ImportStart>("ImportStart.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(new ImportInput { SourceId = on.Source, FileId = on.File }, by, default)),
        Of<ImportUpload>("ImportUpload.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Source, null, by, default)),
        Of<ImportReread>("ImportReread.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Import, new Dictionary<string, string>(), by, default)),
        Of<ImportCommit>("ImportCommit.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Import, "", by, default)),
        Of<ImportCancel>("ImportCancel.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Import, by, default)),
        Of<ImportUndo>("ImportUndo.ExecuteAsync", (verb, on, by) => verb.ExecuteAsync(on.Import, "lý do", by, default)),
        Of<SaveSource>("SaveSource.AddAsync", (verb, _, by) => verb.AddAsync(new SourceInput("mot-cua", "Một cửa", "cases", "one-stop", 10, true, ""), by, default), isMine: true),
        Of<SaveSource>("SaveSource.ChangeAsync", (verb, on, by) => verb.ChangeAsync(on.Source, new SourceInput("mot-cua", "Một cửa", "cases", "one-stop", 10, true, ""), by, default)),
        Of<SaveSource>("SaveSource.KeepMappingAsync", (verb, on, by) => verb.KeepMappingAsync(on.Source, SourceMapping.Empty, by, default)),
        Of<DossierActs>("DossierActs.PutAsync", (verb, on, by) => verb.PutAsync(on.Dossier, on.Issued, null, by, default)),
    ];

    /// <summary>Parts of verbs, which run after their verb has checked who acts.</summary>
    public static IReadOnlyList<string> Parts { get; } =
    [
        "WorkActs.RunAsync", "ApprovalActs.RunAsync", "WorkDesk.GoOnAsync", "WorkDesk.GoOnWhenAllHaveReadAsync", "DocumentSigning.CheckAsync", "DocumentSigning.SignAsync",
        "SigningPassword.CheckAsync", "FormCheckpoint.PassAsync", "DocumentSigning.SignAsync", "SeparationOfDuties.CheckAsync", "SigningPassword.NoteFailureAsync", "SaveObjective.RefusalAsync",
        "DraftDesk.SaveAsync", "DraftDesk.DiscardAsync", "DraftDesk.PublishAsync", "VersionDesk.PublishAgainAsync", "VersionDesk.DeleteAsync", "InstanceMigration.MoveAsync", "ClerkReturn.ExecuteAsync",
    ];

    private static Try Of<TVerb>(string name, Func<TVerb, RunningYear.Subject, Actor, Task<Outcome>> act, bool isMine = false, string code = "QMS302") where TVerb : notnull =>
        new(name, (services, on, by) => act(services.GetRequiredService<TVerb>(), on, by), !isMine, code);
}
