using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using QmsWorkflow.Server.Features.People;
using QmsWorkflow.Server.Trail;

namespace QmsWorkflow.Server.Web;

internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/sign-out", SignOutAsync);
        endpoints.MapPost("/language", ChooseLanguage).AllowAnonymous();
    }

    private static async Task<IResult> SignOutAsync([FromForm] string? unused, HttpContext http, CurrentActor current, TrailLog trail, Transactor transactor, CancellationToken ct)
    {
        if (current.Actor is { } actor)
        {
            await transactor.RunAsync(
                () =>
                {
                    trail.Record(actor, "person.signed-out", "person", actor.PersonId!, $"{actor.Name} đăng xuất");
                    return Task.CompletedTask;
                },
                ct);
        }

        await http.SignOutAsync();
        return Results.Redirect("/sign-in");
    }

    private static IResult ChooseLanguage([FromForm] string culture, [FromForm(Name = "return")] string? returnUrl, HttpContext http)
    {
        var chosen = culture == "en" ? "en" : "vi";
        http.Response.Cookies.Append("qms.language", CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(chosen)),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        return Results.Redirect(Session.IsOwn(returnUrl) ? returnUrl! : "/work");
    }
}
