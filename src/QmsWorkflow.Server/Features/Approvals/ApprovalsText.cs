namespace QmsWorkflow.Server.Features.Approvals;

/// <summary>Names the texts of the approval pages (ApprovalsText.resx, ApprovalsText.en.resx).</summary>
internal sealed class ApprovalsText;
