using System;
using System.Collections.Generic;

namespace Instrumentation.Generator.Contract;

/// <summary>Where names stand in a file, to be found by many names at once.</summary>
/// <typeparam name="TPlace">A place, in the order of the file.</typeparam>
public sealed class NamedPlaces<TPlace>
    where TPlace : IComparable<TPlace>
{
    private readonly Dictionary<string, List<TPlace>> _places = new();

    public void Add(string name, TPlace place)
    {
        if (!_places.TryGetValue(name, out var places))
            _places.Add(name, places = []);
        places.Add(place);
    }

    /// <summary>Where one of the names stands, in the order of the file.</summary>
    public IReadOnlyList<TPlace> Of(ICollection<string> names)
    {
        var places = new List<TPlace>();
        if (names.Count < _places.Count)
        {
            foreach (var name in names)
            {
                if (_places.TryGetValue(name, out var found))
                    places.AddRange(found);
            }
        }
        else
        {
            foreach (var pair in _places)
            {
                if (names.Contains(pair.Key))
                    places.AddRange(pair.Value);
            }
        }

        places.Sort();
        return places;
    }
}
