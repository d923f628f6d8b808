namespace QLab.Participants.SignIn;

/// <summary>So many in so long.</summary>
sealed record Allowance(int Count, TimeSpan Window);

/// <summary>The section <c>SignIn</c> of the configuration.</summary>
sealed class SignInOptions
{
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Codes for one e-mail address, whether somebody has it or not.</summary>
    public int CodesPerAddress { get; set; } = 5;

    /// <summary>Codes that one client address may ask for: a hospital's staff may all come from one.</summary>
    public int CodesPerClient { get; set; } = 30;

    /// <summary>Codes that one client address may try.</summary>
    public int TriesPerClient { get; set; } = 60;

    /// <summary>Of those, for one e-mail address: who guesses is slowed down, and no code dies of it.</summary>
    public int TriesPerAddress { get; set; } = 5;

    /// <summary>Tries for one e-mail address from all client addresses together, at codes that another one asked for.</summary>
    public int TriesElsewhereADay { get; set; } = 100;

    /// <summary>How long requests are counted together.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A session that is not used for so long is over.</summary>
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromDays(14);

    /// <summary>However much it is used, a session is over after so long.</summary>
    public TimeSpan SessionLongest { get; set; } = TimeSpan.FromDays(90);

    /// <summary>For so long the same refresh token gets the same answer again, because the first may have been lost on its way.</summary>
    public TimeSpan LostAnswer { get; set; } = TimeSpan.FromSeconds(20);
}
