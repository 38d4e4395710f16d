namespace Shop.Contracts;

/// <summary>What the shop sells. A closed set, so it may tag metrics.</summary>
public static class Skus
{
    public const string Chair = "chair";
    public const string Desk = "desk";
    public const string Lamp = "lamp";
}
