namespace QmsWorkflow.Engine.Activities;

/// <summary>What an activity does. Every <c>Qms.*</c> step is <see cref="Step"/>.</summary>
internal enum ActivityKind
{
    Workflow, Sequence, Flowchart, Parallel, FlowNode, FlowDecision, FlowSwitch, FlowFork, FlowJoin,
    If, Switch, Fork, For, ForEach, While, Break, ParallelForEach, Start, End, Finish, Complete,
    SetVariable, SetOutput, SetName, Correlate, WriteLine, Fault, RunJavaScript,
    Delay, Timer, Cron, StartAt, Event, PublishEvent, RunTask, ExecuteWorkflow, DispatchWorkflow, BulkDispatchWorkflows,
    Step, UsedWorkflow, NotFound,
}
