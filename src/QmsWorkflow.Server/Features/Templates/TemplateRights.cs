using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Features.Templates;

/// <summary>Who brings a new version of a template and who lets it be used: never the same person.</summary>
internal static class TemplateRights
{
    private static readonly Role[] Uploaders = [Role.Office, Role.IsoSecretary];

    private static readonly Role[] Approvers = [Role.Head, Role.Deputy, Role.Admin];

    public static bool MayUpload(Actor actor) => actor.HasAny(Uploaders);

    public static bool MayApprove(Actor actor) => actor.HasAny(Approvers);

    public static string UploaderNames => string.Join(", ", Uploaders.Select(RoleNames.Of));

    public static string ApproverNames => string.Join(", ", Approvers.Select(RoleNames.Of));
}
