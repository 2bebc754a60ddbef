namespace QmsWorkflow.Server.Features.Approvals;

internal enum ApprovalMode { Sequential, Parallel }

internal enum ApprovalState { Open, Approved, Returned, Rejected, Cancelled }

internal enum Verdict { Approve, Return, Reject }
