namespace QmsWorkflow.Server.Web;

/// <summary>A sentence for the page after a redirect ("Đã lưu"), kept in a short-lived cookie.</summary>
internal sealed class Flash(IHttpContextAccessor accessor)
{
    private const string Name = "qms.flash";

    public void Put(string message) => accessor.HttpContext!.Response.Cookies.Append(
        Name, Uri.EscapeDataString(message), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromMinutes(1), IsEssential = true });

    public string? Take()
    {
        var http = accessor.HttpContext!;
        if (!http.Request.Cookies.TryGetValue(Name, out var message)) return null;

        if (!http.Response.HasStarted) http.Response.Cookies.Delete(Name);
        return Uri.UnescapeDataString(message);
    }
}
