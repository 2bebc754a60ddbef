namespace QmsWorkflow.Server.Features.People;

/// <summary>Names the texts of the pages on people, units and accounts.</summary>
internal sealed class PeopleText;
