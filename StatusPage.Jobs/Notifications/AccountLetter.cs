namespace StatusPage.Jobs.Notifications;

/// <summary>A mail about somebody's access, in words that serve as HTML and as text.</summary>
/// <param name="Limits">Until when the link works, and what to do when it was not asked for.</param>
internal sealed record AccountLetter(string To, string Subject, string Title, string What, string Act, string Link, string Limits)
{
    private const string Sender = "StatusPage";

    /// <param name="id">The same whenever it is sent again.</param>
    public async Task<Letter> RenderAsync(MailRenderer renderer, string id)
    {
        var html = await renderer.RenderAsync<AccountMail>(new(StringComparer.Ordinal)
        {
            [nameof(AccountMail.Title)] = Title,
            [nameof(AccountMail.Preview)] = What,
            [nameof(AccountMail.What)] = What,
            [nameof(AccountMail.Act)] = Act,
            [nameof(AccountMail.Link)] = Link,
            [nameof(AccountMail.Limits)] = Limits,
        });
        return new Letter(To, Sender, Subject, $"{What}\n\n{Act}: {Link}\n\n{Limits}\n", html, id);
    }
}
