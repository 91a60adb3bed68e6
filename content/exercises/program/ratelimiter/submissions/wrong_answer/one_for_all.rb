# Mistake: all clients share one window.
class RateLimiter
  def initialize(limit, window)
    @limit = limit
    @window = window
    @queue = []
  end

  def allow(_client, time)
    clean(time)
    return false if @queue.size >= @limit

    @queue.push(time)
    true
  end

  def retry_after(_client, time)
    clean(time)
    @queue.size >= @limit ? @queue.first + @window - time : 0
  end

  def forget(_client)
    @queue.clear
  end

  private

  def clean(time)
    @queue.shift while !@queue.empty? && @queue.first <= time - @window
  end
end
