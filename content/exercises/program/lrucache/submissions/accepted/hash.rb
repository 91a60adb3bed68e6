# A Hash keeps the order of insertion: deleting and storing a key moves it to the end.
class LruCache
  def initialize(capacity)
    @capacity = capacity
    @entries = {}
  end

  def get(key)
    return nil unless @entries.key?(key)

    @entries[key] = @entries.delete(key)
  end

  def peek(key)
    @entries[key]
  end

  def put(key, value)
    @entries.shift if !@entries.key?(key) && @entries.size == @capacity
    @entries.delete(key)
    @entries[key] = value
  end

  def keys
    @entries.keys.reverse
  end
end
