namespace StatusPage.Core;

/// <summary>Work that has to stop being taken before the process is told to end: as soon as its node is on its way out. Safe from any thread.</summary>
public interface IDrainable
{
    /// <summary>Nothing new is begun from now on. Returns at once; a second call changes nothing. There is no way back.</summary>
    void BeginDrain();
}
