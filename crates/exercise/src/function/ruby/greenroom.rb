# Reads arguments and prints results of a function exercise. Prints of the solution go to stderr.

require "json"

class ListNode
  attr_accessor :value, :next

  def initialize(value, rest = nil)
    @value = value
    @next = rest
  end
end

class TreeNode
  attr_accessor :value, :left, :right

  def initialize(value, left = nil, right = nil)
    @value = value
    @left = left
    @right = right
  end
end

module Greenroom
  @input = $stdin
  @output = $stdout
  $stdout = $stderr

  def self.next
    while (line = @input.gets)
      return JSON.parse(line) unless line.strip.empty?
    end
    nil
  end

  def self.print(kind, value)
    @output.write(write(kind, value), "\n")
  end

  def self.flush
    @output.flush
  end

  def self.read(kind, value)
    return kind == "float" ? value.to_f : value if kind.is_a?(String)

    name, item = kind
    case name
    when "list" then value.map { |one| read(item, one) }
    when "map_int" then value.to_h { |key, one| [Integer(key, 10), read(item, one)] }
    when "map_string" then value.to_h { |key, one| [key, read(item, one)] }
    when "optional" then value.nil? ? nil : read(item, value)
    when "linked_list"
      value.reverse_each.reduce(nil) { |rest, one| ListNode.new(read(item, one), rest) }
    else read_tree(item, value)
    end
  end

  def self.read_tree(item, values)
    return nil if values.empty?

    root = TreeNode.new(read(item, values[0]))
    queue = [root]
    at = 1
    index = 0
    while index < queue.size
      %i[left= right=].each do |side|
        next if at >= values.size

        unless values[at].nil?
          child = TreeNode.new(read(item, values[at]))
          queue[index].public_send(side, child)
          queue << child
        end
        at += 1
      end
      index += 1
    end
    root
  end

  def self.wrong(kind, value)
    raise TypeError, "the solution returned #{value.inspect[0, 80]} where #{kind} is declared"
  end

  def self.write(kind, value)
    case kind
    when "int"
      wrong(kind, value) unless value.is_a?(Integer)
      return value.to_s
    when "float"
      wrong(kind, value) unless value.is_a?(Numeric) && value.to_f.finite?
      return write_float(value.to_f)
    when "bool"
      wrong(kind, value) unless [true, false].include?(value)
      return value.to_s
    when "string"
      wrong(kind, value) unless value.is_a?(String)
      return write_string(value)
    end
    name, item = kind
    case name
    when "optional" then value.nil? ? "null" : write(item, value)
    when "linked_list"
      found = []
      while value
        found << write(item, value.value)
        value = value.next
      end
      "[#{found.join(",")}]"
    when "tree" then write_tree(item, value)
    when "list"
      wrong(name, value) unless value.is_a?(Array)
      "[#{value.map { |one| write(item, one) }.join(",")}]"
    else
      wrong(name, value) unless value.is_a?(Hash)
      pairs = value.keys.sort.map { |key| "#{write_string(key.to_s)}:#{write(item, value[key])}" }
      "{#{pairs.join(",")}}"
    end
  end

  def self.write_tree(item, root)
    found = []
    queue = [root]
    index = 0
    while index < queue.size
      node = queue[index]
      if node
        found << write(item, node.value)
        queue << node.left << node.right
      else
        found << "null"
      end
      index += 1
    end
    found.pop while !found.empty? && found.last == "null"
    "[#{found.join(",")}]"
  end

  SHORT = { "\"" => "\\\"", "\\" => "\\\\", "\n" => "\\n", "\r" => "\\r", "\t" => "\\t",
            "\b" => "\\b", "\f" => "\\f" }.freeze

  def self.write_string(text)
    escaped = text.encode("UTF-8").gsub(/[^ !#-\[\]-~]/) do |c|
      SHORT[c] || c.encode("UTF-16BE").unpack("n*").map { |unit| format("\\u%04x", unit) }.join
    end
    "\"#{escaped}\""
  end

  # The fewest digits that read back as the same number, written as Python writes them.
  def self.write_float(value)
    return 1 / value < 0 ? "-0.0" : "0.0" if value == 0

    text = (0..16).lazy.map { |digits| format("%.#{digits}e", value) }.find { |t| t.to_f == value }
    mantissa, power = text.split("e")
    exponent = power.to_i
    sign = mantissa.start_with?("-") ? "-" : ""
    digits = mantissa.delete("-.")
    if exponent < -4 || exponent >= 16
      fraction = digits.size > 1 ? ".#{digits[1..]}" : ""
      return format("%s%s%se%s%02d", sign, digits[0], fraction, exponent < 0 ? "-" : "+", exponent.abs)
    end
    return "#{sign}0.#{"0" * (-exponent - 1)}#{digits}" if exponent < 0

    whole = digits[0..exponent].ljust(exponent + 1, "0")
    rest = digits[(exponent + 1)..] || ""
    "#{sign}#{whole}.#{rest.empty? ? "0" : rest}"
  end
end
