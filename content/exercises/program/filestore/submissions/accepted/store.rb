# Files are lists of version sizes; the system is an owner whose quota never ends.
Owner = Struct.new(:quota, :used)
StoredFile = Struct.new(:owner, :sizes) do
  def newest
    sizes.last
  end

  def total
    sizes.sum
  end
end

class Store
  def initialize
    @files = {}
    @system = Owner.new(Float::INFINITY, 0)
    @users = {}
  end

  def add(name, size)
    store(@system, name, size.to_i) && "ok"
  end

  def size(name)
    @files[name]&.newest
  end

  def copy(name, other)
    file = @files[name]
    file && store(file.owner, other, file.newest) && "ok"
  end

  def del(name)
    file = @files.delete(name)
    return nil unless file

    file.owner.used -= file.total
    file.total
  end

  def find(prefix, count)
    rows = @files.select { |name, _| name.start_with?(prefix) }
    rows = rows.map { |name, file| [-file.newest, name] }.sort.first(count.to_i)
    rows.empty? ? nil : rows.map { |size, name| "#{name}=#{-size}" }.join(" ")
  end

  def user(name, quota)
    return nil if @users.key?(name)

    @users[name] = Owner.new(quota.to_i, 0)
    "ok"
  end

  def addby(user, name, size)
    owner = @users[user]
    owner && store(owner, name, size.to_i) && owner.quota - owner.used
  end

  def usage(user)
    owner = @users[user]
    owner && "#{owner.used}/#{owner.quota}"
  end

  def quota(user, quota)
    owner = @users[user]
    return nil unless owner

    owner.quota = quota.to_i
    rows = @files.select { |_, file| file.owner.equal?(owner) }
    names = rows.sort_by { |name, file| [-file.total, name] }.map(&:first)
    deleted = 0
    while owner.used > owner.quota
      del(names[deleted])
      deleted += 1
    end
    deleted
  end

  def save(name, size)
    file = @files[name]
    return nil unless file && book(file.owner, size.to_i)

    file.sizes << size.to_i
    file.sizes.size
  end

  def revert(name, version)
    file = @files[name]
    file && version.to_i <= file.sizes.size ? save(name, file.sizes[version.to_i - 1]) : nil
  end

  def history(name)
    @files[name]&.sizes&.join(" ")
  end

  def prune(name)
    file = @files[name]
    return nil unless file

    freed = file.total - file.newest
    file.owner.used -= freed
    file.sizes = [file.newest]
    freed
  end

  private

  def book(owner, amount)
    return false if owner.used + amount > owner.quota

    owner.used += amount
    true
  end

  def store(owner, name, size)
    return false if @files.key?(name) || !book(owner, size)

    @files[name] = StoredFile.new(owner, [size])
    true
  end
end

store = Store.new
STDIN.gets
out = STDIN.each_line(chomp: true).map do |line|
  name, *args = line.split(" ")
  store.public_send(name, *args) || "nil"
end
puts out
