namespace QmsWorkflow.Server.Features.Tasks;

internal enum WorkKind { Task, Approval, Acknowledge }

internal enum WorkState { Open, Waiting, Done, Cancelled }

internal enum EvidenceKind { File, Link, Note }
