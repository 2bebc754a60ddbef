using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using QmsWorkflow.Server.Features.People;

namespace QmsWorkflow.Server.Web;

internal static class Session
{
    /// <summary>Gives the browser its cookie and goes where the person wanted to go, if that is a page of ours.</summary>
    public static async Task OpenAsync(HttpContext http, Person person, string? returnUrl)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, person.Id.ToString()), new Claim(ClaimTypes.Name, person.FullName), new Claim(PersonMiddleware.StampClaim, person.SecurityStamp)],
            CookieAuthenticationDefaults.AuthenticationScheme);
        await http.SignInAsync(new ClaimsPrincipal(identity));
        http.Response.Redirect(IsOwn(returnUrl) ? returnUrl! : "/work");
    }

    /// <summary>A relative path of this site; never another host.</summary>
    public static bool IsOwn(string? url) => url is { Length: > 0 } && url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal);
}
