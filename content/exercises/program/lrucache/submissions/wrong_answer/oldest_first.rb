# Mistake: `keys` starts with the least recently used key.
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
    @entries.keys
  end
end
