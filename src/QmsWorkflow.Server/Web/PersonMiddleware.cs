using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using QmsWorkflow.Server.Data;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Web;

/// <summary>Turns the cookie into the actor of the request and opens the agency's rows; a changed password or a deactivated person ends the session.</summary>
internal sealed class PersonMiddleware(RequestDelegate next)
{
    public const string StampClaim = "qms:stamp";

    public async Task InvokeAsync(HttpContext http, QmsDb db, AgencyScope scope, CurrentActor current, ActorFactory actors)
    {
        if (http.User.Identity?.IsAuthenticated == true && Guid.TryParse(http.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            scope.EnterSystem();
            var found = await db.People.AsNoTracking().Where(p => p.Id == id)
                .Join(db.Agencies, p => p.AgencyId, a => a.Id, (person, agency) => new { person, agency }).SingleOrDefaultAsync(http.RequestAborted);
            if (found is null || !found.person.IsActive || found.person.SecurityStamp != http.User.FindFirstValue(StampClaim))
            {
                await http.SignOutAsync();
                http.Response.Redirect("/sign-in");
                return;
            }

            await db.Database.CloseConnectionAsync();
            scope.Enter(found.person.AgencyId);
            current.Set(await actors.ForPersonAsync(found.person, http.Connection.RemoteIpAddress?.ToString() ?? "?", http.RequestAborted), found.agency);
        }

        await next(http);
    }
}
