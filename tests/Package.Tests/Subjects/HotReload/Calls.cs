namespace HotReload;

internal static class Calls
{
    public static string Run()
    {
        return $"{Orders.Place(1)} {Orders.Later(2).Result} {Orders.Ship(3)}";
    }
}
